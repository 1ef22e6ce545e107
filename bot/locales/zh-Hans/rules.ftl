# 家规：不让真人说、不让真人做的事。

error-rule-minors = 这个我不拍（规则：不伤害、不性化未成年人），什么都没做，也没留。
error-rule-self-harm = 这个我不拍（规则：不涉及自我伤害），什么都没做，也没留。
error-rule-sexual = 这个我不拍（规则：真人不拍色情内容），什么都没做，也没留。
error-rule-hate = 这个不拍（规则：不拍对任何人群的仇恨），什么都没做，也没留。
error-rule-confession = 这样的话我不放进真人嘴里（规则：不替人认罪、认出轨），什么都没做，也没留。
error-rule-medical = 这样的话我不放进真人嘴里（规则：不谈疗效，不给用药建议），什么都没做，也没留。
error-rule-money = 这样的话我不放进真人嘴里（规则：不荐投资，不许诺赚钱），什么都没做，也没留。

# 换个拍法。$who 是一个或几个人；$place 是“在海边”这样的地点，也可能没有。

note-rewrite = 这样的话，我不放进真人嘴里（规则：{ $rule }）。这个可以拍：“{ $rewrite }”
button-shoot-that = 🎬 就拍这个
button-own-words = ✏️ 我改改
button-which-rule = 哪条规则？
note-rule-confession = 规则是：不让真人承认犯罪、诈骗或出轨。有脸有声音的片子，别人会信。谁来问、谁同意，都一样。
note-rule-medical = 规则是：不让真人说什么能治病、什么有害、该吃什么药。有脸有声音的片子，别人会信。谁来问、谁同意，都一样。
note-rule-money = 规则是：不让真人许诺赚钱、荐投资，也不让真人讨钱要验证码。假片子就是这样骗人家里钱的。谁来问、谁同意，都一样。
rewrite-self = 我
rewrite-nobody = 两个朋友
rewrite-two = { $first }和{ $last }
rewrite-three = { $first }、{ $second }和{ $last }
rewrite-confession-1 = { $who }上法庭：最后一个饺子是谁吃的？
rewrite-confession-2 = { $who }{ $place }为吃光了冰淇淋道歉
rewrite-confession-3 = { $who }{ $place }追查：到底谁没关灯
rewrite-medical-1 = { $who }播晚间新闻：水壶还是没找到
rewrite-medical-2 = { $who }{ $place }煮了一锅没人敢喝的汤
rewrite-medical-3 = { $who }{ $place }等雨停
rewrite-money-1 = { $who }吃完面才发现没带钱包
rewrite-money-2 = { $who }{ $place }找一把丢了的雨伞
rewrite-money-3 = { $who }上台领奖：最会找停车位
rewrite-limit-1 = { $who }{ $place }等雨停
rewrite-limit-2 = { $who }{ $place }找一把丢了的伞
rewrite-limit-3 = { $who }{ $place }向月亮挥手
