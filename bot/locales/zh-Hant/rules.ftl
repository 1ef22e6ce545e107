# 家規：不讓真人說、不讓真人做的事。

error-rule-minors = 這個我不拍（規則：不傷害、不性化未成年人），什麼都沒做，也沒留。
error-rule-self-harm = 這個我不拍（規則：不涉及自我傷害），什麼都沒做，也沒留。
error-rule-sexual = 這個我不拍（規則：真人不拍色情內容），什麼都沒做，也沒留。
error-rule-hate = 這個不拍（規則：不拍對任何族群的仇恨），什麼都沒做，也沒留。
error-rule-confession = 這樣的話我不放進真人嘴裡（規則：不替人認罪、認出軌），什麼都沒做，也沒留。
error-rule-medical = 這樣的話我不放進真人嘴裡（規則：不談療效，不給用藥建議），什麼都沒做，也沒留。
error-rule-money = 這樣的話我不放進真人嘴裡（規則：不薦投資，不承諾賺錢），什麼都沒做，也沒留。

# 換個拍法。$who 是一個或幾個人；$place 是「在海邊」這樣的地點，也可能沒有。

note-rewrite = 這樣的話，我不放進真人嘴裡（規則：{ $rule }）。這個可以拍：「{ $rewrite }」
button-shoot-that = 🎬 就拍這個
button-own-words = ✏️ 我改改
button-which-rule = 哪條規則？
note-rule-confession = 規則是：不讓真人承認犯罪、詐騙或外遇。有臉有聲音的影片，別人會信。誰來問、誰同意，都一樣。
note-rule-medical = 規則是：不讓真人說什麼能治病、什麼有害、該吃什麼藥。有臉有聲音的影片，別人會信。誰來問、誰同意，都一樣。
note-rule-money = 規則是：不讓真人承諾賺錢、推薦投資，也不讓真人討錢要驗證碼。假影片就是這樣騙走家裡錢的。誰來問、誰同意，都一樣。
rewrite-self = 我
rewrite-nobody = 兩個朋友
rewrite-two = { $first }和{ $last }
rewrite-three = { $first }、{ $second }和{ $last }
rewrite-confession-1 = { $who }上法庭：最後一顆水餃是誰吃的？
rewrite-confession-2 = { $who }{ $place }為吃光了冰淇淋道歉
rewrite-confession-3 = { $who }{ $place }追查：到底誰沒關燈
rewrite-medical-1 = { $who }播晚間新聞：水壺還是沒找到
rewrite-medical-2 = { $who }{ $place }煮了一鍋沒人敢喝的湯
rewrite-medical-3 = { $who }{ $place }等雨停
rewrite-money-1 = { $who }吃完麵才發現沒帶錢包
rewrite-money-2 = { $who }{ $place }找一把弄丟的雨傘
rewrite-money-3 = { $who }上台領獎：最會找停車位
rewrite-limit-1 = { $who }{ $place }等雨停
rewrite-limit-2 = { $who }{ $place }找一把不見的傘
rewrite-limit-3 = { $who }{ $place }向月亮揮手
