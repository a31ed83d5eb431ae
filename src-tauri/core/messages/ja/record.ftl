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
