# 机器人刚进的群，以及一个 @ 名字是谁。
welcome =
    我用群里的人拍 AI 小短片。不叫不说话，不看聊天记录，谁出镜都要本人点头。
    { $admin }，让我在这儿开工吗？
welcome-admins = 管理员
welcome-open = 开工。第一部拍啥？/{ $command } { $sentence }
welcome-idea = 电影预告：在{ $chat }必须早起的世界
button-open-chat = ✅ 开工
button-leave-chat = 👋 请离开
toast-admins-only = 这个得群管理员来按。
receipt-parted = { $date } · 我不在你的一个群里了，那里的许可到此为止
claim = @{ $handle }，{ $asker } 给你写了个角色。
button-thats-me = 🙋 是我
toast-claimed = 归你了。露不露脸，你点头才算。
toast-in-it-already = 这部里你已经有角色了。
