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
