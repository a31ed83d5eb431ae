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
