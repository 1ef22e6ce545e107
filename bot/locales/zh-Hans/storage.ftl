# 数据文件夹：账本、钥匙、备份。

## 错误
error-data-damaged = { $file } 已损坏，或者不是我的文件；用 `walkon restore` 找回一份备份。
error-data-newer = { $file } 是更新版本的 Walkon 写的；要用那个版本启动。
error-data-books-lost = { $file } 不见了，而它的钥匙还在；用 `walkon restore` 找回一份备份。
error-data-keys-lost = { $file } 和它的副本 { $mirror } 都不见了；放回其中一个，没有它这里什么都读不了。
error-data-keys-damaged = { $file } 已损坏；把它移走，下次启动会用 { $mirror } 里的副本。
error-data-keyring-lost = { $file } 不见了，也没有给别的钥匙；把它放回去，或设置 WALKON_KEYS。
error-data-keyring-damaged = { $file } 里没有钥匙；把你自己备份的那份放回去。
error-data-wrong-keys = 这些钥匙打不开这里的东西；给出当初上锁用的钥匙，新的在前。
error-data-blob = 存在那里的东西读不出来：不见了、损坏了，或者已经永久抹去。
error-data-locked-folder = 另一个 Walkon 正在使用 { $folder }；先停掉它。
error-data-locked-busy = 有别的程序读 { $file } 太久了；再试一次。
error-data-no-books = { $folder } 里还没有账本；`walkon run` 会建立它。
error-data-no-backup = { $folder } 里没有备份；给一个由 `walkon backup` 建立的文件夹。
error-data-altered = { $file } 的账本在第 { $row } 行断了；找回断之前的备份，并留着这份作证据。

## 结果
keyring-made = 这里的脸和影片都用 { $file } 上了锁：把它复制到这台机器之外的安全地方，没有它什么都打不开。
keys-restored = keys.db 不见了；我用了它的副本 { $file }。
backed-up = 已备份并检查：{ $folder }（账本 { $rows } 行，文件 { $files } 个）。
restored = 已恢复 { $made } 的备份。此后被抹去、仍然抹去的成员：{ $erased }。没有钥匙能打开而略去的：{ $unreadable }。
restored-aside = 原来的账本放在 { $folder }。
audit-whole = 账本完整：共 { $rows } 行，最后一行是 { $head }。
audit-broken = 账本在第 { $first-bad } 行断了：那里有东西被改动、删除、移动、添加或截去。

## 帮助
