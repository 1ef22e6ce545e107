door = { $name }, I have something for you alone. Open our chat and it is there.
button-open-door = 🚪 Open our chat
door-here = { $name }, I have something for you alone. Press, and only you see it.
button-open-door-here = 👀 Show me
note-link-spent = That link is used up. Press the button in the group again.
