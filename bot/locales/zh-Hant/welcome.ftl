# 機器人剛進的群組，以及一個 @ 名字是誰。
welcome =
    我用群組裡的人拍 AI 短片。沒叫我就不出聲，聊天記錄也不看；要誰入鏡，都得本人點頭。
    { $admin }，要讓我在這裡開工嗎？
welcome-admins = 管理員
welcome-open = 開工了。第一部拍什麼？/{ $command } { $sentence }
welcome-idea = 電影預告：在{ $chat }必須早起的世界
button-open-chat = ✅ 開工
button-leave-chat = 👋 請離開
toast-admins-only = 這顆按鈕要群組管理員才能按。
receipt-parted = { $date } · 我已經不在你的一個群組裡，那裡的許可到此為止
claim = @{ $handle }，{ $asker } 幫你寫了一個角色。
button-thats-me = 🙋 就是我
toast-claimed = 這個角色是你的了。要不要露臉，你點頭才算數。
toast-in-it-already = 你在這部裡已經有角色了。
