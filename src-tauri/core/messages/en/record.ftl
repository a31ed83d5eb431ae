## Sentences of the operation record

change-workspace-create = created the workspace
change-workspace-sign_in = signed in{ $failed_before ->
    [0] {""}
   *[other] {" "}(after { $failed_before } wrong tries)
}
change-workspace-sign_out = signed out{ $idle ->
    [true] {" "}(automatically, nothing was done)
   *[other] {""}
}
change-workspace-settings = changed the settings
change-workspace-backup = made the backup “{ $name }” (up to entry { $entries })
change-workspace-restore = restored the backup “{ $name }” ({ $entries } entries; { $lost } set aside)
change-workspace-rekey = made a new encryption key
change-workspace-renew_recovery = made a new recovery code
change-workspace-recover = set a new password with the recovery code
change-workspace-reconcile_keys = settled a key change that was cut off
change-workspace-accept_head = accepted a mismatch of the record ({ $expected } entries expected, { $found } found)
change-workspace-rebuild = rebuilt the tables from the record ({ $rows } rows had differed)
change-workspace-update = updated the record's format ({ $from } → { $to })
change-facility-set = set the profile of the facility “{ $name }”
change-people-add = added { $name } as a user
change-people-edit = changed the details of { $name }
change-people-set_roles = changed the roles of { $name }
change-people-stop = stopped { $name }
change-people-resume = let { $name } back in
change-people-remove = removed { $name } from the users
change-people-change_password = changed the password of { $name }
moved = { $field } { $from } → { $to }
moved-between = {", "}
moved-list = {" "}({ $list })
undoes = {" "}[undoing entry { $seq }]
empty = (none)
and = {", "}
