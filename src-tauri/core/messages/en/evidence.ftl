## Evidence

error-not-a-file = { $path } is not a file. Choose a file inside the folder.
error-evidence-too-big = “{ $path }” has { $megabytes } MB, more than { $limit } MB. Nothing was added. Cut videos shorter, or record only the place where it is kept.
error-picture-not-supported = “{ $path }” is a HEIC photograph, which cannot be read. Nothing was added. Export it as JPEG, or set the iPhone to “Most Compatible” under Settings → Camera → Formats.
error-shredded = “{ $name }” was destroyed; its content is gone.
error-evidence-bad = The file of “{ $name }” is missing or was altered. Bring it back from a backup.
error-not-a-backup = { $path } holds the backup of another folder. Choose another place.

change-evidence-add = added the proof “{ $title }”
change-evidence-edit = changed what is said of the proof “{ $title }”
change-evidence-revise = replaced the files of a proof (the older ones are kept)
change-evidence-unrevise = took back the replacing of a proof's files
change-evidence-withdraw = { $withdrawn ->
    [true] withdrew
   *[other] brought back
} the proof “{ $title }”
change-evidence-link = attached the proof “{ $title }” in { $uses } places
change-evidence-unlink = detached the proof “{ $title }” from { $uses } places
change-evidence-shred = destroyed a file of the proof “{ $title }” (because: { $reason })

domain-evidence = Evidence
right-see-evidence = see evidence
right-add-evidence = add and mend evidence
right-shred-evidence = destroy files of evidence

command-evidence-list = List the evidence
command-evidence-show = Show a proof
command-evidence-add = Add a proof
command-evidence-paste = Paste as a proof
command-evidence-edit = Mend what is said of a proof
command-evidence-revise = Replace a proof's files
command-evidence-withdraw = Withdraw a proof
command-evidence-link = Attach a proof to controls
command-evidence-unlink = Detach a proof from controls
command-evidence-shred = Destroy a file of a proof
command-evidence-picture = Picture of a proof
command-evidence-export = Write a proof out
command-evidence-check = Read all evidence again and check it
command-backup-to-disk = Back up to another disk
command-backup-on-disk = Backups on a disk
command-backup-from-disk = Restore from a disk
command-home-show = How things stand

field-evidence-kind = Kind
field-issuer = Issuer
field-speaks-for = Date it speaks for
field-valid-until = Valid until
field-place = Kept at
field-link = Link
field-seen-by = Seen by
field-file = File
field-folder = Folder
field-withdrawn = Withdrawn

kind-photo = Photograph
kind-rule = Rule or procedure
kind-record = Record
kind-contract = Contract
kind-certificate = Certificate or report
kind-screen = Screen copy
kind-other = Other

freshness-valid = Valid
freshness-expiring = Expiring soon
freshness-expired = Expired

evidence-missing = The file is missing
evidence-altered = It was altered

gap-no-proof = conforming, but without proof
gap-stale-proof = all proofs have expired

when-late = Late
when-this-week = This week
when-this-month = This month
when-later = Later

disk-guide =
    This folder is a backup of Tenken. It is encrypted and cannot be read without a password.
    Do not rename it, and do not move files inside it.

    To restore
    1. Open Tenken and choose “Restore from a backup” on the first screen.
    2. Choose this folder and the date to go back to.
    3. Enter the director's user name and password.

help-evidence = Evidence (photographs, papers, links, places)
help-evidence-add = Add a proof; files are kept encrypted, positions taken out of photographs
help-evidence-list = List the evidence
help-evidence-show = Show a proof and what it is used for
help-evidence-export = Write a proof's files out, readable
help-evidence-check = Read every file again and name those missing or altered
help-backup-to-disk = Back up to another disk or a USB stick, evidence and all (only what is new)
help-backup-on-disk = Backups on a disk
help-backup-from-disk = Restore from a disk (the newest where none is named)
help-arg-issuer = Issuer
help-arg-until = Valid until
help-arg-place = Where it is kept
help-arg-link = Link (https://…)
help-arg-together = All files one proof
help-arg-keep-position = Leave the position in photographs
help-arg-search = Words in titles, issuers and inside files
help-arg-freshness = valid, expiring or expired
help-arg-unused = Only what is used for nothing
help-arg-proof = A proof's id (or its beginning) or title
help-arg-disk = The disk's folder
shell-evidence-added = Added { $count } proofs: { $ids }
shell-position-kept = The position cannot be taken out of “{ $name }”.
shell-no-evidence = No evidence yet. “tenken evidence add FILE --control CONTROL” adds some.
shell-evidence-checked = Read { $files } files of evidence again; { $bad } with problems.
shell-backup-on-disk = Backed up to { $folder } and checked ({ $copied } new files, { $there } there already).
shell-restored-from-disk = Restored “{ $name }”; { $copied } files of evidence copied. What was there is kept as “{ $kept }”.
field-evidence-title = Title
kind-disk = Another disk

evidence-count = { $count } proofs
evidence-add = Add files
evidence-add-place = Add a link or place
evidence-add-place-lead = Evidence without a file: where the paper original is kept, or a link to a document.
evidence-adding = Encrypting and storing evidence
evidence-was-added = Added { $count } proofs.
evidence-position-kept = The position cannot be taken out of “{ $name }”.
evidence-check = Read all again
evidence-checking = Reading the files of evidence again
evidence-all-whole = Read { $files } files again. All are as they were.
evidence-some-bad = Of { $files } files { $bad } have problems. A backup can bring them back.
evidence-none = No evidence yet
evidence-none-lead = Drop or paste rules, contracts, photographs or screen copies here. They are kept encrypted and can be attached to controls. Positions are taken out of photographs.
evidence-nothing-found = No such evidence.
evidence-search = Title, issuer, words inside files
evidence-show = Show
evidence-show-all = All
evidence-show-expiring = Expiring soon
evidence-show-expired = Expired
evidence-show-unused = Used for nothing
evidence-show-withdrawn = Withdrawn
evidence-link = Link
evidence-place = Place
evidence-used = used { $count } times
evidence-not-used = not used
evidence-edit = Mend
evidence-save = Save
evidence-place-help = e.g. archive 2, shelf B
evidence-speaks-for-help = The day the paper or photograph speaks for, not the day it was added
evidence-seen-by-help = If nobody is chosen, everybody who may see evidence sees it.
evidence-added-by = added { $time } by { $who }
evidence-is-withdrawn = This proof was withdrawn and proves nothing.
evidence-export = Write out
evidence-exported = Written to { $path }. It is not encrypted there: take care.
evidence-page-before = Previous page
evidence-page-after = Next page
evidence-is-shredded = destroyed
evidence-never-shown = Files of this kind can run code, so it is not opened here. Write it out and check it first.
evidence-position-gone = The position was taken out of the photograph (the fingerprint of the original is kept).
evidence-uses = Used for
evidence-no-uses = Not used for anything yet. Attach it to a control under Assessment.
evidence-used-in-record = Register “{ $register }”, number { $number } { $title }
evidence-unlink = Detach
evidence-revisions = Revisions
evidence-revision = No. { $number }, { $time }, { $who }
evidence-revise = Replace with a newer version
evidence-withdraw = Withdraw
evidence-bring-back = Bring back
evidence-shred = Destroy the file
evidence-shred-lead = This removes the content of “{ $name }” from the folder for good. It cannot be undone. That it was destroyed, and why, stays in the record. Backups on other disks keep it.
evidence-shred-do = Destroy
