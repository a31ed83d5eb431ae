## Shell

shell-password = Password:{" "}
shell-new-password = New password:{" "}
shell-recovery-code = Recovery code:{" "}
shell-old-password = Password at the time of the backup:{" "}
shell-created = Created: { $path }
shell-recovery-once = Recovery code (shown only now; write it down and lock it away):
shell-unlocked = It opens. { $name } ({ $roles }), { $entries } entries
shell-done = Done (entry { $seq }).
shell-all-well = All is well. Checked { $entries } entries, { $tables } tables, { $rows } rows.
shell-head = Hash of the last entry: { $head }
shell-problems = { $count } problems found.
shell-more-problems = And { $count } more.
shell-rebuilt = Tables rebuilt. Rows that had differed: { $rows }
shell-backup-made = Made the backup “{ $name }”, opened and verified it ({ $entries } entries).
shell-restored = Restored “{ $name }”. What was there before is kept as “{ $kept }” ({ $lost } entries are only there).
shell-no-backups = No backups yet. “tenken backup make” makes one.
shell-log-total = { $total } in all
shell-log-empty = Nothing is recorded under these conditions.
shell-demo = Made the sample clinic: { $path }
shell-demo-sign-in = User name { $login }, password { $password } (for the sample only)
shell-needs-workspace = Say which folder with -w or TENKEN_WORKSPACE.
shell-needs-user = Say the user name with -u or TENKEN_USER.
shell-needs-password = The password cannot be read. Use --password-file or TENKEN_PASSWORD, or run this in a terminal.
shell-rekeyed = A new encryption key is in force. Earlier backups open with the passwords of their time.
