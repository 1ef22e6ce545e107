# 代拍影片的伺服器：那邊出了什麼狀況，說給等影片的人和負責運作的人聽。

error-engine-remote-down = 幫我拍片的 { $host } 現在連不上。
error-engine-remote-slow = { $host } 拍太久了，我不等了。
error-engine-remote-refused = { $host } 不肯拍這一支（HTTP { $status }）。
error-engine-remote-failed = { $host } 開拍了，但沒拍完。
error-engine-remote-broken = { $host } 傳回來的不是可以播放的影片。
error-engine-remote-key = { $host } 不接受我的金鑰；請負責運作的人檢查 WALKON_REMOTE_KEY。
error-engine-rushes = 傳回來的東西沒辦法播放：壞了、斷了，或太短。
