# 畫的我。

error-option-drawn = 畫不出這樣的 { $part }，能選的有 { $known }。
