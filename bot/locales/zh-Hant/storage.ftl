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
