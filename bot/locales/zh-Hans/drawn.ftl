# 画的我。

error-option-drawn = 画不出这样的 { $part }，能选的有 { $known }。
