# 说出来的点子：语音配上下面这个词，里面的话就是片子的那句话。

## 配在语音下面的词；| 后面是同样意思的说法
word-film = 拍 | 拍片 | 拍片子 | 拍电影 | 电影 | 片子

## 在聊天里
help-hearing = 语音配上“拍”一个字 · 把你说的话拍成片子
privacy-hearing = 配了“拍”字的语音会发给 { $host }，由它转成文字。我这边不为此留底。
toast-listening = 在听。听完就开拍。
note-no-ears = 这里没法把语音转成文字，所以什么都没拍。打字给我：/{ $command } 加你那句话。
note-not-rolling = 听到了，但没开拍。{ $why }
error-hearing-nothing = 没听到有人说话；大声点再说一次，或者打字。
error-hearing-slow = 语音转文字太慢了；晚点再发一次，或者打字。
error-hearing-down = 转文字的那边连不上；晚点再发一次，或者打字。
error-hearing-too-long = 说出来的点子最长 { $limit-s } 秒；说短一点，或者打字。

## 给运行的人
doctor-hearing-off = 没开；说出来的点子只能打字
doctor-hearing = { $host } 上的 { $model }，有回应
error-machine-hearing = { $host } 上的 { $model } 没把声音转成文字；看看 WALKON_HEAR_URL、模型名和密钥。
error-option-half-hear = WALKON_HEAR_URL 和 WALKON_HEAR_MODEL 要么都设，要么都不设。
error-option-clear-hear = WALKON_HEAR_URL 会把声音不加密地发到网上；换成 https 地址，http 只能用在本机。
