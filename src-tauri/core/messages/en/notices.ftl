## Notices

notice-first-time-on-this-computer = Opened on this computer for the first time. From now on this computer, too, watches that the record is not turned back.
notice-failed-before = Since the last sign-in the password was wrong { $count } times. If that was not you, change it.
notice-clock-went-back = The computer's clock stands earlier than the last entry. The order of entries is not affected, but check the clock.
notice-head-not-kept = Saved, but this computer's note of the last entry could not be written. Check the disk.
notice-head-accepted = The mismatch ({ $expected } entries expected, { $found } found) was accepted. That is recorded, too.
notice-keys-reconciled = A key change that was cut off has been settled. People who need a new password: { $people }
notice-updated = The record's format was updated ({ $from } → { $to }). The state before is kept as a backup.
notice-backup-failed = Today's backup could not be made ({ $detail }).
