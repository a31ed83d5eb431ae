## 証拠

error-not-a-file = { $path } はファイルではありません。フォルダーの中のファイルを選んでください。
error-evidence-too-big = 「{ $path }」は { $megabytes } MB あり、{ $limit } MB を超えるため取り込めません。何も追加していません。動画は短く切るか、保管場所だけを証拠として記録してください。
error-picture-not-supported = 「{ $path }」は HEIC 形式の写真で、扱えません。何も追加していません。写真アプリで JPEG に書き出すか、iPhone の「設定 → カメラ → フォーマット」を「互換性優先」にして撮り直してください。
error-shredded = 「{ $name }」は廃棄され、内容は残っていません。
error-evidence-bad = 「{ $name }」のファイルがないか、書き換えられています。バックアップから戻してください。
error-not-a-backup = { $path } には、ほかのフォルダーのバックアップが入っています。別の保存先を選んでください。

change-evidence-add = 証拠「{ $title }」を加えました
change-evidence-edit = 証拠「{ $title }」の記載を変えました
change-evidence-revise = 証拠のファイルを差し替えました（前の版も残っています）
change-evidence-unrevise = 証拠のファイルの差し替えを取り消しました
change-evidence-withdraw = 証拠「{ $title }」を{ $withdrawn ->
    [true] 取り下げました
   *[other] 戻しました
}
change-evidence-link = 証拠「{ $title }」を{ $uses }か所に付けました
change-evidence-unlink = 証拠「{ $title }」を{ $uses }か所から外しました
change-evidence-shred = 証拠「{ $title }」のファイルを廃棄しました（理由: { $reason }）

domain-evidence = 証拠
right-see-evidence = 証拠を見る
right-add-evidence = 証拠を加える・直す
right-shred-evidence = 証拠のファイルを廃棄する

command-evidence-list = 証拠の一覧
command-evidence-show = 証拠を見る
command-evidence-add = 証拠を加える
command-evidence-paste = 貼り付けて証拠にする
command-evidence-edit = 証拠の記載を直す
command-evidence-revise = 証拠のファイルを差し替える
command-evidence-withdraw = 証拠を取り下げる
command-evidence-link = 証拠を項目に付ける
command-evidence-unlink = 証拠を項目から外す
command-evidence-shred = 証拠のファイルを廃棄する
command-evidence-picture = 証拠の画像
command-evidence-export = 証拠を書き出す
command-evidence-check = 証拠をすべて読み直して確かめる
command-backup-to-disk = ほかのディスクへバックアップ
command-backup-on-disk = ディスクにあるバックアップ
command-backup-from-disk = ディスクから戻す
command-home-show = いまの状況

field-evidence-kind = 種類
field-issuer = 発行者・作成者
field-speaks-for = 対象日
field-valid-until = 有効期限
field-place = 保管場所
field-link = リンク
field-seen-by = 見られる人
field-file = ファイル
field-folder = フォルダー
field-withdrawn = 取り下げ

kind-photo = 写真
kind-rule = 規程・手順書
kind-record = 記録・帳票
kind-contract = 契約書・覚書
kind-certificate = 証明書・報告書
kind-screen = 画面の写し
kind-other = その他

freshness-valid = 有効
freshness-expiring = まもなく期限
freshness-expired = 期限切れ

evidence-missing = ファイルがありません
evidence-altered = 書き換えられています

gap-no-proof = 適合とした項目に証拠がない
gap-stale-proof = 証拠がすべて期限切れ

when-late = 期限を過ぎています
when-this-week = 今週
when-this-month = 今月
when-later = その先

disk-guide =
    このフォルダーは「点検（Tenken）」のバックアップです。中身は暗号化されていて、パスワードなしでは読めません。
    名前を変えたり、中のファイルを動かしたりしないでください。

    戻し方
    1. 点検を開き、最初の画面の「バックアップから戻す」を選びます。
    2. このフォルダーと、戻す日付を選びます。
    3. 院長の利用者名とパスワードを入れます。

help-evidence = 証拠（写真・書類・リンク・保管場所）
help-evidence-add = 証拠を加える。ファイルは暗号化して保管し、写真の位置情報は取り除く
help-evidence-list = 証拠の一覧
help-evidence-show = 証拠の内容と、使っている項目を見る
help-evidence-export = 証拠のファイルを読める形で書き出す
help-evidence-check = 証拠のファイルをすべて読み直し、ないもの・書き換えられたものを挙げる
help-backup-to-disk = ほかのディスクや USB メモリーへ、証拠ごとバックアップする（新しい分だけ）
help-backup-on-disk = ディスクにあるバックアップの一覧
help-backup-from-disk = ディスクのバックアップから戻す（名前がなければ最新）
help-arg-issuer = 発行者・作成者
help-arg-until = 有効期限
help-arg-place = 保管場所
help-arg-link = リンク（https://…）
help-arg-together = まとめて一つの証拠にする
help-arg-keep-position = 写真の位置情報を残す
help-arg-search = 題名・発行者・ファイルの中の言葉でさがす
help-arg-freshness = 有効（valid）・まもなく期限（expiring）・期限切れ（expired）
help-arg-unused = どの項目にも使っていないものだけ
help-arg-proof = 証拠の番号（先頭だけでも可）か題名
help-arg-disk = ディスクのフォルダー
shell-evidence-added = 証拠を { $count } 件加えました: { $ids }
shell-position-kept = 「{ $name }」の位置情報は、この形式では取り除けません。
shell-no-evidence = 証拠はありません。「tenken evidence add ファイル --control 項目」で加えられます。
shell-evidence-checked = 証拠のファイル { $files } 個を読み直しました。問題のあるもの { $bad } 個。
shell-backup-on-disk = { $folder } にバックアップを取り、確かめました（新しいファイル { $copied } 個、すでにあったもの { $there } 個）。
shell-restored-from-disk = 「{ $name }」に戻しました。証拠のファイル { $copied } 個を写しました。今までの状態は「{ $kept }」として残っています。
field-evidence-title = 題名
kind-disk = ほかのディスク

evidence-count = { $count } 件
evidence-add = ファイルを加える
evidence-add-place = リンク・保管場所を加える
evidence-add-place-lead = ファイルのない証拠です。紙の原本の置き場所や、院内の文書へのリンクを書き留めます。
evidence-adding = 証拠を暗号化して保管しています
evidence-was-added = 証拠を { $count } 件加えました。
evidence-position-kept = 「{ $name }」の位置情報は、この形式では取り除けません。
evidence-check = すべて読み直す
evidence-checking = 証拠のファイルを読み直しています
evidence-all-whole = 証拠のファイル { $files } 個を読み直しました。すべて元のままです。
evidence-some-bad = 証拠のファイル { $files } 個のうち { $bad } 個に問題があります。バックアップから戻せます。
evidence-none = 証拠はまだありません
evidence-none-lead = 規程、契約書、写真、画面の写しなどを、ここに落とすか貼り付けてください。暗号化して保管し、どの項目の証拠かを結び付けられます。写真の位置情報は取り除きます。
evidence-nothing-found = 当てはまる証拠はありません。
evidence-search = 題名・発行者・ファイルの中の言葉
evidence-show = 表示
evidence-show-all = すべて
evidence-show-expiring = まもなく期限
evidence-show-expired = 期限切れ
evidence-show-unused = 使っていないもの
evidence-show-withdrawn = 取り下げたもの
evidence-link = リンク
evidence-place = 場所
evidence-used = { $count } 項目で使用
evidence-not-used = 未使用
evidence-edit = 記載を直す
evidence-save = 保存する
evidence-place-help = 例: 書庫2 棚B
evidence-speaks-for-help = 書類や写真が表す日（加えた日ではなく）
evidence-seen-by-help = だれも選ばなければ、証拠を見られる人全員が見られます。
evidence-added-by = { $time } { $who } が追加
evidence-is-withdrawn = 取り下げた証拠です。どの項目の証拠にもなりません。
evidence-export = 書き出す
evidence-exported = { $path } に書き出しました。暗号化されていないので、扱いに気をつけてください。
evidence-page-before = 前のページ
evidence-page-after = 次のページ
evidence-is-shredded = 廃棄済み
evidence-never-shown = 中で動くものを含むかもしれない種類なので、ここでは開きません。書き出して、確かめたうえで開いてください。
evidence-position-gone = 写真の位置情報は取り除きました（元のファイルの指紋は控えてあります）。
evidence-uses = 使っている項目
evidence-no-uses = まだどの項目にも使っていません。点検の画面で項目に付けられます。
evidence-used-in-record = 台帳「{ $register }」 番号 { $number } { $title }
evidence-unlink = 項目から外す
evidence-revisions = 版の履歴
evidence-revision = 第{ $number }版 { $time } { $who }
evidence-revise = 新しい版に差し替える
evidence-withdraw = 取り下げる
evidence-bring-back = 取り下げをやめる
evidence-shred = ファイルを廃棄する
evidence-shred-lead = 「{ $name }」の内容をこのフォルダーから完全に消します。元に戻せません。廃棄した事実と理由は操作記録に残ります。ほかのディスクのバックアップには残ります。
evidence-shred-do = 廃棄する
