door = { $name }，有件事只能跟你说。打开我们的私聊就能看到。
button-open-door = 🚪 打开私聊
door-here = { $name }，有件事只能跟你说。按一下，只有你看得到。
button-open-door-here = 👀 给我看
note-link-spent = 这个链接用过了，回群里再按一次按钮。
