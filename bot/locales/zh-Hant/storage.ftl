# 資料夾：帳本、鑰匙、備份。

## 錯誤
error-data-damaged = { $file } 已損毀，或者不是我的檔案；用 `walkon restore` 找回一份備份。
error-data-newer = { $file } 是較新版本的 Walkon 寫的；要啟動那個版本。
error-data-books-lost = { $file } 不見了，而它的鑰匙還在；用 `walkon restore` 找回一份備份。
error-data-keys-lost = { $file } 和它的副本 { $mirror } 都不見了；放回其中一個，沒有它這裡什麼都讀不了。
error-data-keys-damaged = { $file } 已損毀；把它移走，下次啟動會用 { $mirror } 裡的副本。
error-data-keyring-lost = { $file } 不見了，也沒有給別的鑰匙；把它放回去，或設定 WALKON_KEYS。
error-data-keyring-damaged = { $file } 裡沒有鑰匙；把你自己備份的那份放回去。
error-data-wrong-keys = 這些鑰匙打不開這裡的東西；給出當初上鎖用的鑰匙，新的在前。
error-data-blob = 存在那裡的東西讀不出來：不見了、損毀了，或者已經永久抹去。
error-data-locked-folder = 另一個 Walkon 正在使用 { $folder }；先停掉它。
error-data-locked-busy = 有別的程式讀 { $file } 太久了；再試一次。
error-data-no-books = { $folder } 裡還沒有帳本；`walkon run` 會建立它。
error-data-no-backup = { $folder } 裡沒有備份；給一個由 `walkon backup` 建立的資料夾。
error-data-altered = { $file } 的帳本在第 { $row } 列斷了；找回斷之前的備份，並留著這份作證據。

## 結果
keyring-made = 這裡的臉和影片都用 { $file } 上了鎖：把它複製到這台機器以外的安全地方，沒有它什麼都打不開。
keys-restored = keys.db 不見了；我用了它的副本 { $file }。
backed-up = 已備份並檢查：{ $folder }（帳本 { $rows } 列，檔案 { $files } 個）。
restored = 已還原 { $made } 的備份。此後被抹去、仍然抹去的成員：{ $erased }。沒有鑰匙能打開而略去的：{ $unreadable }。
restored-aside = 原來的帳本放在 { $folder }。
audit-whole = 帳本完整：共 { $rows } 列，最後一列是 { $head }。
audit-broken = 帳本在第 { $first-bad } 列斷了：那裡有東西被改動、刪除、移動、添加或截去。

## 說明
