# 代拍片子的服务器：那边出了什么事，说给等片子的人和运行的人听。

error-engine-remote-down = 替我拍片的 { $host } 现在连不上。
error-engine-remote-slow = { $host } 拍得太久，我不等了。
error-engine-remote-refused = { $host } 不肯拍这一条（HTTP { $status }）。
error-engine-remote-failed = { $host } 开拍了，但没拍完。
error-engine-remote-broken = { $host } 发回来的不是能放的片子。
error-engine-remote-key = { $host } 不认我的密钥；请运行的人看看 WALKON_REMOTE_KEY。
error-engine-rushes = 发回来的东西放不了：坏了、断了，或者太短。
