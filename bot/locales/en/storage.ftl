# The data folder: books, keys, backups.

## Errors
error-data-damaged = { $file } is damaged or no file of mine; bring back a backup with `walkon restore`.
error-data-newer = { $file } was written by a newer Walkon; start that version.
error-data-books-lost = { $file } is gone, though its keys are still here; bring back a backup with `walkon restore`.
error-data-keys-lost = { $file } and its copy { $mirror } are gone; put one of them back, for nothing here can be read without it.
error-data-keys-damaged = { $file } is damaged; move it away, and the next start takes the copy in { $mirror }.
error-data-keyring-lost = { $file } is gone, and no other keys were given; put it back or set WALKON_KEYS.
error-data-keyring-damaged = { $file } holds no key; put the one from your own backup back.
error-data-wrong-keys = These keys do not open what is kept here; give the ones it was locked with, newest first.
error-data-blob = What was kept there cannot be read: it is gone, damaged, or erased for good.
error-data-locked-folder = Another Walkon works with { $folder }; stop it first.
error-data-locked-busy = Somebody else has been reading { $file } for too long; try again.
error-data-no-books = There are no books in { $folder } yet; `walkon run` begins them.
error-data-no-backup = { $folder } holds no backup; give a folder that `walkon backup` made.
error-data-altered = The ledger in { $file } is broken at row { $row }; bring back a backup from before it broke, and keep this one as evidence.

## Results
keyring-made = All faces and films kept here are locked with { $file }: copy it to a safe place away from this machine, for nothing opens without it.
keys-restored = keys.db was gone; I have taken its copy { $file }.
backed-up = Backed up and checked: { $folder } ({ $rows } ledger rows, { $files } files).
restored = Restored what was backed up at { $made }. Erased since, and still erased: { $erased }. Left out, because no key opens it: { $unreadable }.
restored-aside = The books that were here before are in { $folder }.
audit-whole = The ledger is whole: { $rows } rows, and the last one is { $head }.
audit-broken = The ledger is broken at row { $first-bad }: something was changed, removed, moved or added there, or cut off.

## Help
