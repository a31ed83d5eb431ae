# 予定

place-calendar = 予定
calendar-month = 月
calendar-year = 年度
calendar-view = 見かた
calendar-month-before = 前の月
calendar-month-after = 次の月
calendar-today = 今日
calendar-kinds = 種類
calendar-who = 担当
calendar-everybody = 全員
calendar-print-year = 年間予定を印刷
calendar-kind-training = 研修
calendar-kind-audit = 監査
calendar-kind-finding = 是正
calendar-kind-register = 台帳
calendar-kind-proof = 証拠
calendar-kind-planned = 改善の予定
calendar-agenda = この月の予定
calendar-nothing = この月に期日のあるものはありません。
calendar-nothing-shown = 選んだ種類と担当では、この月に期日のあるものはありません。
calendar-nothing-short = なし
calendar-day-of-month = { $day }日
calendar-export = .ics に書き出す
calendar-file = { $year }年度の予定
calendar-exported = { $year }年度の { $count } 件を { $path } に書き出しました。

due-audit = 監査：{ $title }
due-audit-report = 監査報告の期限：{ $title }
due-audit-wanted = 監査を計画する：{ $title }
due-finding-mend = 是正の期限：{ $title }
due-finding-look = 是正の確認：{ $title }
due-finding-effect = 効果の確認：{ $title }
