## Errors: what happened, what was kept, what to do next

error-not-found = { $path } was not found. Check the place.
error-not-a-workspace = { $path } is not a Tenken folder. Choose a folder whose name ends in “.tenken”.
error-already-exists = { $path } already exists. Choose another name, or open it as it is.
error-damaged = { $path } is damaged ({ $detail }). Nothing was written. Restore it from a backup.
error-newer-version = This folder was made by a newer Tenken (version { $found }; this one knows up to { $known }). Update Tenken and open it again. Its content is untouched.
error-in-use = { $holder } has had it open since { $since }. Close it there, then open it again.
error-disk-full = The disk is full ({ $path }). This was not saved; what was there before is intact. Make room and try again.
error-io = { $path } could not be used ({ $doing }: { $detail }). What was there before is intact. Check the disk and your permissions.
error-database = It could not be saved ({ $detail }). What was there before is intact. If it happens again, close and reopen.
error-rolled-back = The record in this folder does not continue what this computer last saw (entry { $expected }; it has { $found } now). It may have been replaced by an older copy, or writes were lost. Unless you know why, do not use it and tell your administrator. If a backup was put back on purpose, a director can accept it.
error-keys-rolled-back = The key file (keys.json) is older than the record ({ $found }; the record says { $expected }). It may have been replaced. Unless you know why, do not use it and tell your administrator.
error-head-moved = Something else wrote to this folder ({ $found } entries where { $expected } were expected). This was not saved. Reopen it.
error-no-such-backup = There is no backup “{ $name }”. Choose one from the list.
error-backup-bad = The backup “{ $name }” cannot be used ({ $detail }). The present content is untouched. Choose another one.
error-not-open = Nothing is open yet. Open a folder and sign in.
error-locked = Locked. Enter your password to go on.
error-wrong-password = The user name or the password is wrong. { $wait_seconds ->
    [0] Try again.
   *[other] Wait { $wait_seconds } seconds, then try again.
}
error-wait-before-trying = Too many wrong tries. Wait { $wait_seconds } more seconds.
error-wrong-recovery-code = The recovery code is wrong. { $wait_seconds ->
    [0] Check the paper and try again.
   *[other] Wait { $wait_seconds } seconds, check the paper, and try again.
}
error-recovery-code-mistyped = The recovery code is mistyped. Compare the 7 groups of 4 (28 characters) with the paper.
error-weak-key-protection = The key protection in { $path } is weaker than the rule ({ $found }). It may have been tampered with, so it is not opened. Restore it from a backup.
error-password-too-weak = This password cannot be used. Missing: { $missing }. Use 8 or more characters with a letter, a digit and a symbol, or a phrase of 15 or more.
error-person-stopped = This user has been stopped. Tell your administrator.
error-not-permitted = Your role ({ $roles }) does not permit this ({ $right }). Ask a director or manager.
error-conflict = Someone else ({ $by }, { $at }) changed it first. Yours was not saved. Look at both and choose.
error-no-such-thing = { $thing } was not found. Reload the list.
error-required = { $field } must be filled in.
error-invalid = { $field } is not valid ({ $detail }).
error-too-long = { $field } is too long ({ $length } characters, { $limit } at most).
error-login-taken = The user name “{ $login }” is taken. Choose another.
error-last-director = Nobody would be left with the director's role. Give it to somebody else first.
error-nothing-to-undo = There is nothing to undo.
error-nothing-to-redo = There is nothing to redo.
error-bad-entry = Entry { $seq } of the operation record cannot be read ({ $detail }). Run “Verify”.
error-no-such-command = There is no command “{ $name }”.
error-bad-request = The request of “{ $name }” was not understood ({ $detail }).
error-cancelled = Cancelled. Everything is as it was.
error-internal = Unexpected error ({ $detail }). Nothing was written. If it comes back after reopening, tell us.
