### 画面・シェル・書類が同じ文を使います。鍵はコードの名前、文は人のためのことばです。

## 誤り: 何が起きたか、何が残ったか、次にどうするか

error-not-found = { $path } が見つかりません。場所を確かめてください。
error-not-a-workspace = { $path } は点検のフォルダーではありません。名前が「.tenken」で終わるフォルダーを選んでください。
error-already-exists = { $path } はすでにあります。別の名前にするか、そのまま開いてください。
error-damaged = { $path } が壊れています（{ $detail }）。書き込みはしていません。バックアップから戻してください。
error-newer-version = このフォルダーは新しい版の点検で作られています（版 { $found }、この点検は版 { $known } まで）。点検を更新してから開いてください。中身はそのままです。
error-in-use = { $holder } が { $since } から使用中です。そちらを閉じてから、もう一度開いてください。
error-disk-full = ディスクの空きがありません（{ $path }）。この操作は保存されていませんが、前の内容はそのまま残っています。空きを作ってから、もう一度してください。
error-io = { $path } を扱えませんでした（{ $doing }: { $detail }）。前の内容はそのまま残っています。ディスクの接続と権限を確かめてください。
error-database = 記録を保存できませんでした（{ $detail }）。前の内容はそのまま残っています。もう一度しても同じときは、開き直してください。
error-rolled-back = このフォルダーの記録は、このパソコンが最後に見た状態（{ $expected } 件目）とつながりません（今は { $found } 件）。古いものに置き換えられたか、書き込みが失われた可能性があります。心当たりがなければ使わず、管理者に知らせてください。バックアップを意図して戻したときは、院長が確認のうえ受け入れられます。
error-keys-rolled-back = 鍵ファイル（keys.json）が記録より古いものです（{ $found }、記録では { $expected }）。古い鍵ファイルに置き換えられた可能性があります。心当たりがなければ使わず、管理者に知らせてください。
error-head-moved = 別のところから書き込みがありました（{ $expected } 件のはずが { $found } 件）。この操作は保存していません。開き直してください。
error-no-such-backup = バックアップ「{ $name }」はありません。一覧から選んでください。
error-backup-bad = バックアップ「{ $name }」は使えません（{ $detail }）。今の内容には手を付けていません。別のバックアップを選んでください。
error-not-open = まだ開いていません。フォルダーを開いてサインインしてください。
error-locked = ロックされています。パスワードを入れて続けてください。
error-wrong-password = 利用者名かパスワードが違います。{ $wait_seconds ->
    [0] もう一度入れてください。
   *[other] { $wait_seconds } 秒待ってから、もう一度入れてください。
}
error-wait-before-trying = 間違いが続いたので、あと { $wait_seconds } 秒お待ちください。
error-wrong-recovery-code = 復旧コードが違います。{ $wait_seconds ->
    [0] 紙のコードを確かめて、もう一度入れてください。
   *[other] { $wait_seconds } 秒待ってから、もう一度入れてください。
}
error-recovery-code-mistyped = 復旧コードに書き間違いがあります。4文字ずつ7組（28文字）を、紙と見比べてください。
error-weak-key-protection = { $path } の鍵の守りが決まりより弱くなっています（{ $found }）。書き換えられた可能性があるため開きません。バックアップから戻してください。
error-password-too-weak = このパスワードは使えません。足りないもの：{ $missing }。8文字以上で英字・数字・記号を各1文字以上、または15文字以上の文にしてください。
error-person-stopped = この利用者は停止されています。管理者に知らせてください。
error-not-permitted = この操作（{ $right }）は、あなたの役割（{ $roles }）ではできません。院長か運用管理責任者に頼んでください。
error-conflict = ほかの人（{ $by }、{ $at }）が先に変えています。あなたの内容は保存していません。両方を見て、どちらにするか選んでください。
error-no-such-thing = { $thing } が見つかりません。一覧を開き直してください。
error-required = { $field }を入れてください。
error-invalid = { $field }の値が正しくありません（{ $detail }）。
error-too-long = { $field }が長すぎます（{ $length } 文字、{ $limit } 文字まで）。
error-login-taken = 利用者名「{ $login }」はすでに使われています。別の名前にしてください。
error-last-director = 院長の役割を持つ人がいなくなるため、できません。先に別の人に院長の役割を付けてください。
error-nothing-to-undo = 元に戻せる操作はありません。
error-nothing-to-redo = やり直せる操作はありません。
error-bad-entry = 操作記録の { $seq } 件目を読めません（{ $detail }）。「確かめる」を実行してください。
error-no-such-command = 「{ $name }」という操作はありません。
error-bad-request = 「{ $name }」への指示を読み取れません（{ $detail }）。
error-cancelled = 取りやめました。それまでの内容はそのままです。
error-internal = 思いがけない誤りです（{ $detail }）。書き込みはしていません。開き直しても続くときは知らせてください。

## お知らせ

notice-first-time-on-this-computer = このパソコンで初めて開きました。これから、記録が巻き戻されていないかをこのパソコンも見守ります。
notice-failed-before = 前回のサインインのあと、パスワードの間違いが { $count } 回ありました。心当たりがなければパスワードを変えてください。
notice-clock-went-back = パソコンの時計が、前の記録より戻っています。記録の順番は変わりませんが、時計を確かめてください。
notice-head-not-kept = 保存しましたが、このパソコンの控え（最後の記録の印）を書けませんでした。ディスクの空きを確かめてください。
notice-head-accepted = 記録の食い違い（{ $expected } 件のはずが { $found } 件）を受け入れました。このことも記録されています。
notice-keys-reconciled = 途中で切れた鍵の変更を片付けました。パスワードの付け直しが要る人：{ $people }
notice-updated = 記録の形式を新しくしました（{ $from } → { $to }）。前の状態はバックアップに残しています。
notice-backup-failed = 今日のバックアップを取れませんでした（{ $detail }）。

## 確かめて見つかったこと

problem-page-damaged = 記録ファイルの一部が壊れています（{ $detail }）。
problem-entry-altered = 操作記録 { $seq } 件目が書き換えられています。
problem-entry-missing = 操作記録 { $seq } 件目がありません。
problem-entry-misplaced = 操作記録 { $seq } 件目は、前の記録とつながりません（順番の入れ替えか差し込み）。
problem-entry-unreadable = 操作記録 { $seq } 件目を読めません（{ $detail }）。
problem-entry-contradicts = 操作記録 { $seq } 件目の「{ $column }」が中身と合いません。
problem-row-altered = 表「{ $table }」の { $key } の { $column } が「{ $is }」になっています。記録では「{ $should }」です。
problem-row-missing = 表「{ $table }」に { $key } がありません。記録にはあります。
problem-row-unknown = 表「{ $table }」の { $key } は、記録にありません。
problem-schema-altered = 表の作り（{ $name }）が変えられています。
problem-head-differs = 最後の記録が、控え（{ $seq } 件目）と違います（今は { $found } 件目）。
problem-keys-altered = 鍵ファイルが書き換えられています（{ $detail }）。

## 操作記録の文

change-workspace-create = 点検のフォルダーを作りました
change-workspace-sign_in = サインインしました{ $failed_before ->
    [0] {""}
   *[other] （その前に { $failed_before } 回の間違い）
}
change-workspace-sign_out = サインアウトしました{ $idle ->
    [true] （操作がないため自動）
   *[other] {""}
}
change-workspace-settings = 設定を変えました
change-workspace-backup = バックアップ「{ $name }」を取りました（{ $entries } 件まで）
change-workspace-restore = バックアップ「{ $name }」に戻しました（{ $entries } 件の状態。{ $lost } 件は控えに移動）
change-workspace-rekey = 暗号鍵を作り直しました
change-workspace-renew_recovery = 復旧コードを作り直しました
change-workspace-recover = 復旧コードでパスワードを付け直しました
change-workspace-reconcile_keys = 途中で切れた鍵の変更を片付けました
change-workspace-accept_head = 記録の食い違いを受け入れました（{ $expected } 件のはずが { $found } 件）
change-workspace-rebuild = 表を記録から作り直しました（{ $rows } 行が違っていました）
change-workspace-update = 記録の形式を新しくしました（{ $from } → { $to }）
change-facility-set = 施設「{ $name }」の情報を決めました
change-people-add = { $name }さんを利用者に加えました
change-people-edit = { $name }さんの情報を変えました
change-people-set_roles = { $name }さんの役割を変えました
change-people-stop = { $name }さんの利用を停止しました
change-people-resume = { $name }さんの利用を再開しました
change-people-remove = { $name }さんを利用者から外しました
change-people-change_password = { $name }さんのパスワードを変えました
moved = { $field } { $from } → { $to }
moved-between = 、
moved-list = （{ $list }）
undoes = 【{ $seq } 件目の取り消し】
empty = （なし）
and = ・

## 名前

field-name = 氏名
field-facility-name = 施設名
field-kana = ふりがな
field-title = 役職
field-department = 部署
field-email = メール
field-login = 利用者名
field-password = パスワード
field-roles = 役割
field-kind = 種別
field-beds = 病床数
field-address = 所在地
field-idle-minutes = 自動ロックまでの分数
field-path = 場所
field-state = 状態
field-date = 日付
field-time = 時刻
field-to = 終わりの日

roles-director = 院長
roles-manager = 運用管理責任者
roles-auditor = 監査員
roles-trainer = 教育担当
roles-staff = 職員
roles-operator = サービス運用者
roles-viewer = 閲覧のみ

state-active = 利用中
state-stopped = 停止中
state-removed = 退職など

kind-clinic = 診療所
kind-dental-clinic = 歯科診療所
kind-hospital = 病院
kind-pharmacy = 薬局
kind-care-provider = 介護事業所
kind-network-operator = システム運用管理事業者
kind-service-operator = サービス運用者
kind-auto = 自動
kind-manual = 手動
kind-before-update = 更新前
kind-kept = 復元前の控え

right-sign-in = サインイン
right-change-own-password = 自分のパスワードの変更
right-see-people = 利用者の閲覧
right-manage-people = 利用者の追加・停止
right-edit-people = 利用者情報の変更
right-give-roles = 役割の付与
right-see-facility = 施設情報の閲覧
right-edit-facility = 施設情報の変更
right-edit-settings = 設定の変更
right-manage-keys = 鍵とパスワードの管理
right-see-record = 操作記録の閲覧
right-verify = 記録の検証
right-rebuild = 表の作り直し
right-backup = バックアップ
right-restore = バックアップからの復元
right-accept-head = 食い違いの受け入れ

missing-length = 長さ
missing-letter = 英字
missing-digit = 数字
missing-symbol = 記号
missing-variety = 文字の種類
missing-login = 利用者名と違うこと

## シェル

shell-password = パスワード:{" "}
shell-new-password = 新しいパスワード:{" "}
shell-recovery-code = 復旧コード:{" "}
shell-old-password = バックアップ当時のパスワード:{" "}
shell-created = 作りました: { $path }
shell-recovery-once = 復旧コード（今だけ表示します。紙に写して金庫へ）:
shell-unlocked = 開けます。{ $name }（{ $roles }）、記録 { $entries } 件
shell-done = しました（記録 { $seq } 件目）。
shell-all-well = 異常はありません。操作記録 { $entries } 件、表 { $tables }、行 { $rows } を確かめました。
shell-head = 最後の記録の印: { $head }
shell-problems = { $count } 件の異常が見つかりました。
shell-more-problems = ほかに { $count } 件あります。
shell-rebuilt = 表を作り直しました。違っていた行: { $rows }
shell-backup-made = バックアップ「{ $name }」を取り、開いて確かめました（{ $entries } 件）。
shell-restored = 「{ $name }」に戻しました。前の状態は「{ $kept }」に残しました（{ $lost } 件はそちらにあります）。
shell-no-backups = バックアップはまだありません。「tenken backup make」で取れます。
shell-log-total = 全 { $total } 件
shell-log-empty = この条件の記録はありません。
shell-demo = 見本クリニックを作りました: { $path }
shell-demo-sign-in = 利用者名 { $login }、パスワード { $password }（見本専用）
shell-needs-workspace = フォルダーを -w か TENKEN_WORKSPACE で指定してください。
shell-needs-user = 利用者名を -u か TENKEN_USER で指定してください。
shell-needs-password = パスワードを読み取れません。--password-file か TENKEN_PASSWORD を使うか、端末で実行してください。
shell-rekeyed = 暗号鍵を作り直しました。以前のバックアップは当時のパスワードで開けます。

## シェルの手引き

help = 医療情報システムの自己点検・監査・台帳。画面でできることは、ここでもできます。
help-init = 新しいフォルダーを作る
help-unlock-check = 開けるかどうかを確かめる
help-user = 利用者
help-user-list = 利用者の一覧
help-user-add = 利用者を加える
help-user-edit = 利用者の情報を変える
help-user-roles = 役割を決める
help-user-stop = 利用を停止する
help-user-resume = 利用を再開する
help-user-remove = 利用者から外す（名前は記録に残ります）
help-user-password = パスワードを変える（名前を書かなければ自分の）
help-user-permissions = 役割ごとにできることの表
help-facility = 施設の情報
help-facility-show = 施設の情報を見る
help-facility-set = 施設の情報を変える
help-log = 操作記録を見る
help-verify = 記録が書き換えられていないか確かめる
help-rebuild = 表を記録から作り直す
help-undo = 自分の最後の操作を元に戻す
help-redo = 元に戻したものをやり直す
help-backup = バックアップ
help-backup-make = バックアップを取り、開いて確かめる
help-backup-list = バックアップの一覧
help-restore = バックアップに戻す（今の状態は控えとして残ります）
help-recover = 復旧コードで入り、パスワードを付け直す
help-renew-recovery = 復旧コードを作り直す
help-rekey = 暗号鍵を作り直す
help-demo = 見本クリニックを作る
help-commands = 操作の一覧（call と batch で使う名前）
help-call = 操作を一つ、JSON で呼ぶ
help-batch = 標準入力の各行 { "{" }"name": …, "request": …{ "}" } を続けて実行する
help-arg-workspace = フォルダー（名前.tenken）
help-arg-user = 利用者名
help-arg-password-file = パスワードを書いたファイル（なければ TENKEN_PASSWORD か端末で）
help-arg-json = 結果を JSON で出す
help-arg-lang = 言語（ja か en）
help-arg-accept-head = 記録の食い違いを院長として受け入れて開く
help-arg-facility = 施設名
help-arg-kana = ふりがな
help-arg-kind = 種別（施設なら clinic, hospital など、記録なら people.edit など）
help-arg-beds = 病床数
help-arg-address = 所在地
help-arg-name = 氏名（復元ではバックアップの名前、call では操作の名前）
help-arg-title = 役職
help-arg-quick = 鍵の守りを決まりの下限にする（試すとき用）
help-arg-as-of = その日の終わりの状態で見る（例 2026-11-20）
help-arg-login = 利用者名
help-arg-department = 部署
help-arg-email = メール
help-arg-roles = 役割（director, manager, auditor, trainer, staff, operator, viewer）
help-arg-new-password-file = 新しいパスワードを書いたファイル（なければ TENKEN_NEW_PASSWORD か端末で）
help-arg-old-password-file = バックアップ当時のパスワードを書いたファイル
help-arg-code-file = 復旧コードを書いたファイル（なければ TENKEN_RECOVERY_CODE か端末で）
help-arg-person = この人の記録だけ（利用者名）
help-arg-thing = この対象の記録だけ
help-arg-from = この日から
help-arg-to = この日まで
help-arg-before = この番号より前
help-arg-limit = 行数
help-arg-dir = 作る場所
help-arg-request = 操作への指示（JSON）

command-workspace-status = 今の状態（開いているか、だれか）
command-workspace-recent = このパソコンで開いたフォルダー
command-workspace-forget = 一覧から外す
command-workspace-create = 新しいフォルダーを作る
command-workspace-sample = 見本クリニックを開く
command-workspace-unlock = 開いてサインインする
command-workspace-recover = 復旧コードで入る
command-workspace-lock = ロックする
command-workspace-sign-out = サインアウトする
command-workspace-set-settings = 設定を変える
command-workspace-rekey = 暗号鍵を作り直す
command-workspace-renew-recovery = 復旧コードを作り直す
command-backup-list = バックアップの一覧
command-backup-make = バックアップを取る
command-backup-if-due = その日の最初のバックアップ
command-backup-restore = バックアップに戻す
command-facility-show = 施設の情報
command-facility-set = 施設の情報を変える
command-people-list = 利用者の一覧
command-people-permissions = 役割ごとにできること
command-people-add = 利用者を加える
command-people-edit = 利用者の情報を変える
command-people-set-roles = 役割を決める
command-people-stop = 利用を停止する
command-people-resume = 利用を再開する
command-people-remove = 利用者から外す
command-people-change-password = パスワードを変える
command-ledger-log = 操作記録
command-ledger-verify = 記録を確かめる
command-ledger-rebuild = 表を作り直す
command-ledger-undo = 元に戻す
command-ledger-redo = やり直す

## 画面

app-name = 点検
ui-close = 閉じる
ui-cancel = 取りやめる
ui-back = 戻る
ui-choose = 選ぶ…
ui-optional = 任意
ui-language = 言語
ui-theme = 明るさ
ui-theme-auto = 明るさ: 自動
ui-theme-light = 明るい
ui-theme-dark = 暗い
ui-size = 文字の大きさ
ui-size-px = 文字 { $size }
ui-sample = 見本
ui-sample-long = 見本（本番のデータではありません）
ui-lock = ロックする
ui-sign-out = サインアウトする
ui-places = 場所
place-record = 履歴

start-title = どのフォルダーを開きますか
start-lead = 点検の記録は、暗号化された一つのフォルダーにまとまっています。
start-recent = 最近開いたもの
start-empty = まだ何もありません。右の「新しく作る」から始めるか、「見本を見る」で中を見てみてください。
start-last = 前回 { $at }
start-gone = この場所にありません（外付けの装置や共有フォルダーの接続を確かめてください）
start-forget = 一覧から外す
start-create = 新しく作る
start-create-lead = 施設の名前と責任者を決めて始めます
start-open = ほかのフォルダーを開く
start-open-short = 名前が「.tenken」で終わるフォルダー
start-open-lead = 名前が「.tenken」で終わるフォルダーを選んでください。
start-next = 次へ
start-sample = 見本を見る
start-sample-lead = 架空の診療所です。自由に触って構いません

create-lead = あとからすべて変えられます（保存する場所のほかは）。
create-facility = 施設
create-director = 院長（施設の長）
create-place = 保存する場所
create-folder = 保存先のフォルダー
create-folder-help = 院内のパソコンか、院内の共有フォルダーを選んでください。
create-path = { $path } に作ります。
create-login-help = サインインに使う短い名前です（例 yamada）。
create-password-help = 8文字以上で英字・数字・記号を各1文字以上、または15文字以上の文。
create-again = パスワード（もう一度）
create-mismatch = 二つのパスワードが違います。入れ直してください。
create-do = 作る
create-busy = 作っています…

door-lead = 利用者名とパスワードを入れてください。
door-locked = ロックされています。
door-idle = しばらく操作がなかったので、ロックしました。内容はすべて保存されています。
door-enter = 開く
door-unlock = ロックを解く
door-other = ほかのフォルダーへ
door-recover = 復旧コードで入る
door-accept = 理由が分かっているので、確認したうえで受け入れて開く（院長のみ。記録に残ります）
recover-lead = 院長のパスワードが分からなくなったとき、金庫の紙にある復旧コードで付け直せます。使ったコードは無効になり、新しいコードが出ます。
recover-code = 復旧コード
recover-password = 新しいパスワード
recover-do = パスワードを付け直して入る

code-title = 復旧コード
code-lead = 今だけ表示します。パスワードを忘れたときに入る、ただ一つの手段です。
code-one = 紙に書き写す（パソコンや写真に残さない）
code-two = 日付と施設名を書き添え、封筒に入れる
code-three = 金庫など、院長だけが開けられる場所にしまう
code-kept = 紙に写しました
code-go = 始める

record-verify = 記録を確かめる
record-verifying = 記録を確かめています
record-back-up = バックアップを取る
record-backing-up = バックアップを取っています
record-more = さらに読む
record-filter = しぼり込み
record-person = 人
record-kind = 種類
record-from = から
record-to = まで
record-clear = しぼり込みをやめる
record-everybody = 全員
record-everything = すべて
record-clock-back = 時計が戻っています
record-undone = { $seq } 件目で取り消し
record-not-for-you = 操作記録は、院長・運用管理責任者・監査員・サービス運用者が見られます。
domain-workspace = フォルダーと鍵
domain-facility = 施設
domain-people = 利用者
detail-title = 記録 { $seq } 件目
detail-field = 項目
detail-from = 前
detail-to = 後
detail-at = 日時
detail-device = 端末
detail-undoes = 取り消しの対象
detail-undone-by = 取り消した記録
detail-entry = { $seq } 件目
detail-clock = 時計
detail-hash = 記録の印

## 統制のカタログ

error-faulty = { $path } に { $count } か所の誤りがあります。何も取り込んでいません。下の箇所を直して、もう一度読み込んでください。
error-sheet-too-big = { $path } は大きすぎるため、途中で読むのをやめました（{ $detail }）。何も取り込んでいません。必要な表だけを別の表計算ファイルに移して、もう一度してください。
error-sheet-unreadable = { $path } を表として読めません（{ $detail }）。何も取り込んでいません。表計算ソフトで開き、「名前を付けて保存」で .xlsx にしてから、もう一度してください。
error-sheet-locked = { $path } にはパスワードがかかっています。表計算ソフトでパスワードを外して保存してから、もう一度してください。
error-sheet-encoding = { $path } の文字が途中で壊れています（{ $detail } 行目）。何も取り込んでいません。UTF-8 か Shift_JIS で保存し直してください。
error-no-headings = { $path } に、意味の分かる見出しの行が見つかりません（たとえば { $wanted }）。見出しの行を付けるか、どの列が何かを選んでください。
error-nothing-to-import = { $path } に、取り込めるものがありません。
error-only-holds = { $path } に入っているのは { $holds } だけで、統制の項目や対応表がありません。枠組み（framework）のファイルを選んでください。
error-unknown-format = { $path } は、取り込める種類のファイルではありません。表計算（.xlsx .xls .ods .csv）、CISO Assistant（.yaml .xlsx）、OSCAL（.json）、点検のファイル（.toml .tenken-pack）を選んでください。
error-pack-differs = 「{ $id }」の { $version } はすでにあり、中身が違います。同じ版の名前で中身を変えることはできません。版の名前を変えてください。

fault-syntax = 書き方が正しくありません（{ $detail }）。
fault-unknown-key = 「{ $key }」という項目名はありません。消すか、正しい名前にしてください。
fault-misspelt-key = 「{ $key }」という項目名はありません。「{ $near }」のことではありませんか。
fault-missing = 「{ $key }」がありません。書き足してください。
fault-wrong-type = 値の種類が違います。{ $wanted } で書いてください。
fault-not-one-of = 「{ $value }」は使えません。{ $allowed } のどれかにしてください。
fault-bad-form = 「{ $value }」の形が違います（{ $wanted }）。
fault-empty = 「{ $key }」が空です。書き入れてください。
fault-too-long = 長すぎます（{ $length }、{ $limit } まで）。
fault-too-many = 多すぎます（{ $count }、{ $limit } まで）。
fault-duplicate = 「{ $id }」が二度出てきます。どちらかの ID を変えてください。
fault-no-such = 「{ $id }」（{ $thing }）はどこにもありません。綴りを確かめてください。
fault-circle = 「{ $id }」の親をたどると、自分に戻ります。
fault-alone = 択一「{ $group }」の行が一つしかありません。相手の行にも同じ名前を付けてください。
fault-pair-twice = 「{ $id }」の組が二度出てきます。
fault-paired-and-unmatched = 「{ $id }」は組になっているのに、対応なしとも書かれています。
fault-blank-not-declared = 文例の空欄「{ $blank }」が、blanks に宣言されていません。
fault-blank-broken = 文例の空欄が閉じていません（{ $text }）。
fault-scale-unknown = 回答の形式「{ $scale }」はありません。{ $allowed }、または own_scale を使ってください。
fault-no-question = 何を聞かれているか（question）がありません。
fault-no-proof = 証跡の例（proof）がありません。
fault-no-source = 出典の箇所（source）がありません。

import-row-without-name = 項目の名前がないので取り込みません（{ $text }）。
import-column-not-understood = 列「{ $heading }」は何の列か分からないので取り込みません。
import-ids-made = ID の列がないので、{ $count } 件に行番号から ID を付けました。
import-id-twice = ID「{ $id }」が重なるので、「{ $now }」にしました。
import-left-out = { $thing }（{ $count }）は、点検には置き場所がないので取り込みません。
import-unexplained = { $thing } の「{ $value }」は、ファイルの中に説明がありません。

column-id = ID
column-table = 表
column-section_number = 管理事項番号
column-domain = 運用管理項目
column-practice = 実施項目
column-grade = 対象
column-question = 何を聞かれているか
column-statement = 原文
column-technical = 技術的対策
column-operational = 運用的対策
column-clause = 運用管理規程文例
column-proof = 証跡の例
column-source = 出典
column-note = 備考

difference-same = 同じ
difference-added = 新しい
difference-removed = なくなった
difference-renumbered = 番号が変わった
difference-reworded = 文言が変わった
difference-regraded = 対象が変わった
fate-keep = 回答はそのまま
fate-review = 要再確認
fate-new = 新しい項目
fate-leave = 旧版に残る

change-catalogue-install = 「{ $title }」（{ $version }）を取り込みました
change-catalogue-retire = 「{ $title }」を使うのをやめました
change-catalogue-return = 「{ $title }」を前の状態に戻しました
change-catalogue-overlay = { $catalogue } に公式の文言を重ねました（{ $texts } 項目）

command-catalogue-list = カタログの一覧
command-catalogue-show = カタログの中身と、自分の施設に当てはまる項目
command-catalogue-search = すべてのカタログから探す
command-catalogue-preview = ファイルから何が取り込まれるかを見る
command-catalogue-packs = 取り込んだパックの一覧
command-catalogue-import = ファイルからカタログを取り込む
command-catalogue-retire = カタログを使うのをやめる
command-catalogue-compare = 二つのカタログを比べる
command-catalogue-export = カタログを書き出す
command-catalogue-overlay = 公式の文言を重ねる

right-manage-catalogues = カタログの管理

help-catalogue = 統制のカタログ（付表、規程、ほかの枠組み）
help-catalogue-list = カタログの一覧を見る
help-catalogue-show = カタログの項目を見る
help-catalogue-search = すべてのカタログから探す
help-catalogue-check = ファイルの誤りをすべて調べる
help-catalogue-import = ファイルからカタログを取り込む
help-catalogue-retire = カタログを使うのをやめる（過去の回答は残る）
help-catalogue-compare = 二つのカタログの違いを見る
help-catalogue-export = カタログを書き出す
help-catalogue-overlay = 公式の文言を表から重ねる
help-arg-id = カタログの ID（始まりだけでもよい）、またはファイル
help-arg-grade = 対象の区分（A、B、C）に当てはまる項目だけ
help-arg-query = 探すことば
help-arg-files = 調べるファイル
help-arg-file = 読み込むファイル
help-arg-preview = 取り込まずに、何が入るかだけを見る
help-arg-pack-version = 版の名前
help-arg-sheet = 読むシートの名前
help-arg-column = 列を手で選ぶ（例 practice=D）
help-arg-translation = ファイルに訳があるとき、使う言語
help-arg-profile = 区分として読む OSCAL のプロファイル
help-arg-format = 書き出す形（toml、xlsx、csv、oscal、pack）
help-arg-folder = 書き出す先のフォルダー

shell-retired = （使っていない）
shell-official = 公式の文言：
shell-catalogue-count = { $count } 項目
shell-nothing-found = 「{ $query }」は見つかりませんでした。短いことばや、別の言い方で試してください。
shell-catalogue-well = { $id }: { $controls } 項目
shell-check-well = 誤りはありません（足りないところ { $gaps } か所）。
shell-check-faults = { $count } か所の誤りがあります（ほかに、足りないところ { $gaps } か所）。
shell-imported = { $controls } 項目を取り込みました（対応表 { $mappings } 件）。
shell-draft = { $id }「{ $title }」: { $sections } 節、{ $controls } 項目
shell-draft-mapping = 対応表 { $from } → { $to }: { $pairs } 組
shell-compared = 同じ { $same }、新しい { $added }、なくなった { $removed }、番号が変わった { $renumbered }、文言が変わった { $reworded }、対象が変わった { $regraded }
shell-overlaid = { $controls } 項目に公式の文言を重ねました。
shell-overlay-unmatched = { $row } 行目は、どの項目のものか分かりませんでした（{ $text }）。

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

state-assessment-open = 回答中
state-assessment-closed = 終了
state-assessment-withdrawn = 取りやめ

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
check-open-only = 未回答だけ
check-keys = ↑↓ で移動、1〜4 で回答、u で元に戻す、f で未回答だけ
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
