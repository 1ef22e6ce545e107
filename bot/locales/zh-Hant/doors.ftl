door = { $name }，有件事只能對你一個人說。開我們的私訊就看得到。
button-open-door = 🚪 打開私訊
door-here = { $name }，有件事只能對你一個人說。按一下，只有你看得到。
button-open-door-here = 👀 給我看
note-link-spent = 這個連結已經用掉了，回群組再按一次按鈕。
