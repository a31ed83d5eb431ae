# 予定

place-calendar = 予定
calendar-month = 月
calendar-year = 年度
calendar-view = 見かた
calendar-month-before = 前の月
calendar-month-after = 次の月
calendar-today = 今日
calendar-kinds = 種類
calendar-kind-training = 研修
calendar-kind-register = 台帳
calendar-kind-proof = 証拠
calendar-kind-planned = 改善の予定
calendar-agenda = この月の予定
calendar-nothing = この月に期日のあるものはありません。
calendar-nothing-shown = 選んだ種類で、この月に期日のあるものはありません。
calendar-nothing-short = なし
calendar-day-of-month = { $day }日
calendar-export = .ics に書き出す
calendar-file = { $year }年度の予定
calendar-exported = { $year }年度の { $count } 件を { $path } に書き出しました。
