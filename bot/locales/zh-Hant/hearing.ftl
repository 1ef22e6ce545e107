# 用說的點子：語音訊息配上下面這個詞，裡面的話就是影片的那句話。

## 配在語音訊息下面的詞；| 後面是一樣意思的說法
word-film = 拍 | 拍片 | 拍影片 | 拍電影 | 電影 | 影片

## 在聊天裡
help-hearing = 語音訊息配一個「拍」字 · 把你說的話拍成影片
privacy-hearing = 配了「拍」字的語音訊息會傳給 { $host }，由那邊轉成文字。我這裡不因此留底。
toast-listening = 在聽。聽完就開拍。
note-no-ears = 這裡沒辦法把語音轉成文字，所以什麼都沒拍。打字給我：/{ $command } 加你那句話。
note-not-rolling = 聽到了，但沒開拍。{ $why }
error-hearing-nothing = 沒聽到有人說話；大聲點再說一次，或改用打字。
error-hearing-slow = 語音轉文字太久了；晚點再傳一次，或改用打字。
error-hearing-down = 負責轉文字的那邊連不上；晚點再傳一次，或改用打字。
error-hearing-too-long = 用說的點子最多 { $limit-s } 秒；說短一點，或改用打字。

## 給負責運作的人
doctor-hearing-off = 沒開；用說的點子只能打字
doctor-hearing = { $host } 上的 { $model }，有回應
error-machine-hearing = { $host } 上的 { $model } 沒把聲音轉成文字；看看 WALKON_HEAR_URL、模型名稱和金鑰。
error-option-half-hear = WALKON_HEAR_URL 和 WALKON_HEAR_MODEL 是一對，要設就兩個都設。
error-option-clear-hear = WALKON_HEAR_URL 會讓聲音不加密就傳上網路；改用 https 位址，http 只限這台機器自己用。
