door = { $name }，有件事只能對你一個人說。開我們的私訊就看得到。
button-open-door = 🚪 打開私訊
note-link-spent = 這個連結已經用掉了，回群組再按一次按鈕。
