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
