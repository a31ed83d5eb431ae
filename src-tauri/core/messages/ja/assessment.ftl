## 自己点検

error-assessment-not-open = 「{ $title }」は終えているか取りやめているため、変えられません。続けるときは、回答中に戻してください。

change-catalogue-pin = 点検に使う「{ $title }」の内容を控えました
change-assessment-start = { $fiscal_year }年度の自己点検「{ $title }」を始めました
change-assessment-rescope = 自己点検の対象を変えました
change-assessment-set_state = 自己点検の状態を変えました
change-assessment-answer = { $count ->
    [1] { $control } に回答しました
   *[other] { $count } 項目に回答しました
}
change-assessment-assign = { $count } 項目の担当を変えました
change-assessment-comment = { $control } にコメントしました（{ $text }）
change-assessment-uncomment = { $control } のコメントを取り消しました

command-assessment-list = 自己点検の一覧
command-assessment-start = 自己点検を始める
command-assessment-show = 自己点検の回答を見る
command-assessment-answer = 回答する
command-assessment-assign = 担当を決める
command-assessment-rescope = 対象を変える
command-assessment-set-state = 状態を変える
command-assessment-comment = コメントする
command-assessment-around = 項目の履歴・コメント・ほかの回答を見る
command-assessment-carry-over = 前回の回答を見る
command-assessment-progress = 進み具合を見る
command-assessment-readiness = 足りないものを見る

right-see-assessments = 自己点検を見る
right-lead-assessment = 自己点検を始める・担当を決める
right-answer = 回答する
right-comment = コメントする

gap-unanswered = 未回答
gap-no-reason = 対象外の理由がない
gap-no-plan = 対策がない
gap-no-planned-date = 予定日がない
gap-no-checked-date = 確認日がない
gap-no-target-date = 目標日がない
gap-no-remark = 備考がない


field-reason = 理由
field-plan = 対策
field-planned-date = 予定日
field-note = メモ
field-value = 回答

rate-is = 適合率は、適合 ÷（当てはまる項目 － 対象外）です。一部適合と未回答は、適合に数えません。

help-assess = 自己点検
help-assess-start = 自己点検を始める
help-assess-list = 自己点検の一覧
help-assess-set = 一つの項目に回答する（例 assess set F1-01 〇）
help-assess-set-many = 標準入力の「項目 回答」を一度に回答する
help-assess-show = 回答を見る
help-assess-progress = 進み具合と適合率
help-assess-readiness = 提出までに足りないもの
help-assess-carry-over = 前回の回答と、変わった項目
help-assess-assign = 項目の担当を決める（--to がなければ外す）
help-arg-catalogues = カタログの ID
help-arg-carry-from = 前回の自己点検（ID の始まりか題）
help-arg-year = 年度（なければ今の年度）
help-arg-assessment = 自己点検の ID の始まりか題（なければ、いちばん新しい回答中のもの）
help-arg-control = 項目の ID（カタログが二つ以上なら「カタログ:項目」）
help-arg-controls = 項目の ID
help-arg-value = 回答（〇 △ × － など）
help-arg-note = メモ
help-arg-reason = 対象外の理由
help-arg-plan = 対策
help-arg-date = 予定日
help-arg-checked = 確認日
help-arg-responsible = 責任者の利用者名

shell-assessment-started = 自己点検を始めました（{ $id }）。
shell-no-assessments = まだ自己点検がありません。「tenken assess start fuhyo-5.1」で始められます。
shell-answered = { $count } 項目に回答しました。
shell-progress = { $catalogue }: { $answered }/{ $rows } 回答済み、適合率 { $rate }%（〇{ $conforms } △{ $partly } ×{ $fails } －{ $not_applicable }）
shell-ready = 足りないものはありません。
shell-not-ready = 足りないものが { $count } 件あります。

command-assessment-standing = いまの回答と進み具合を見る

place-check = 点検
check-none = まだ自己点検がありません
check-none-lead = 今年度の自己点検を始めると、あなたの施設に当てはまる項目だけが並びます。何を聞かれているか、何があれば示せるかを見ながら、一つずつ答えます。途中でやめても、答えは残ります。
check-which = どの点検票に答えますか
check-start = 自己点検を始める
check-left = あと { $left } 項目
check-done = すべて回答しました
check-rate = 適合率 { $rate }%
check-keys = ↑↓ j k 移動　1〜4 回答　n メモ　e 証拠　f 未回答だけ　x 選ぶ　u 元に戻す　Ctrl K さがす
check-choose = 左の項目を選ぶと、何を聞かれているかが出ます。
check-nothing-left = 未回答の項目はありません。
check-technical = 技術的対策
check-operational = 運用的対策
check-clauses = 運用管理規程の文例
check-proof = あると示せるもの
check-history = この回答の履歴
check-past = { $time } { $who }：{ $from } → { $to }
check-offer = { $where } では「{ $mark }」と答えています
check-take = この回答を使う
check-note = メモ
check-reason = 対象外の理由
check-plan = 対策
check-planned-date = 予定日
check-not-for-you = 回答は、院長・運用管理責任者・教育担当・職員ができます。

check-search = 項目をさがす
check-other = 年度・点検票
check-new = 新しい点検を始める
check-close = 回答を締め切る
check-reopen = 締め切りを取り消す
check-is-closed = 締め切った点検です。見ることだけができます。
check-scope = 当てはまる項目を見直す
check-scope-lead = 「いいえ」にすると、関係のない項目が並ばなくなります。すでに付けた回答は消えません。
check-scope-save = 見直した内容にする
check-questions = 施設について教えてください
check-questions-lead = 関係のない項目を省くための質問です。分からないものは「あとで」のままで構いません（項目は省かれません）。
check-yes = はい
check-no = いいえ
check-later = あとで
check-carry = 前回の点検
check-carry-none = 引き継がない
check-none-yet = 院長か運用管理責任者が始めると、ここに項目が並びます。
check-which-all = すべての項目
check-which-open = 未回答
check-which-mine = 自分の担当
check-which-bare = 証拠のない適合
check-which-partly = 一部適合
check-which-fails = 不適合
check-which-conforms = 適合
check-which-not-applicable = 対象外
check-nothing-found = 当てはまる項目はありません。
check-picked = 選択中
check-picked-count = { $count } 項目を選択中
check-unpick = 選択をやめる
check-proofs = 証拠 { $count } 件
check-nobody = （なし）
check-assign = 担当
check-responsible = 責任者
check-clash = { $control } は、あなたが見ている間に { $who } さんが { $time } に回答を変えました。どちらにするか選んでください。まだ何も上書きしていません。
check-theirs = { $who } さんの回答（今の内容）
check-yours = あなたの回答
check-keep-theirs = 今の内容のままにする
check-take-yours = 自分の回答に変える
check-earlier = 前回の回答
check-has-changed = 前回から、項目の内容が変わっています。
check-same-again = 前回と同じにする
check-attach-existing = 今ある証拠から
check-attach = 付ける
check-attach-again = 今回も付ける
check-proof-earlier = 前回の証拠
check-drop-here = ここにファイルを落とすか、貼り付けると、証拠になります。
check-no-proof = 証拠はまだありません。
check-comments = やりとり
check-comment = ひとこと書く
check-comment-send = 送る
check-look-back = 過去の日の状態を見る
check-look-back-day = 見る日
check-as-of = { $day } の終わりの状態を見ています。閉じると今に戻ります。
field-checked-date = 確認日
state-open = 回答中
state-closed = 締め切り済み
state-withdrawn = 取りやめ
