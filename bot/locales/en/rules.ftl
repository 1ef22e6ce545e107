# House rules: what no real person is made to say or do.

error-rule-minors = I won't shoot this one (rule: nothing that harms or sexualises children), and nothing was made or kept.
error-rule-self-harm = I won't shoot this one (rule: nothing about hurting oneself), and nothing was made or kept.
error-rule-sexual = I won't shoot this one (rule: nothing sexual about real people), and nothing was made or kept.
error-rule-hate = I won't shoot this one (rule: no hate against any group of people), and nothing was made or kept.
error-rule-confession = I won't put that in a real person's mouth (rule: no confessions of crimes or affairs), and nothing was made or kept.
error-rule-medical = I won't put that in a real person's mouth (rule: no health claims or advice), and nothing was made or kept.
error-rule-money = I won't put that in a real person's mouth (rule: no money advice or promises), and nothing was made or kept.

# What can be shot instead. $who is one or more people; $place is " on the beach", or nothing.

note-rewrite = I won't put that in a real person's mouth (rule: { $rule }). I can shoot this instead: “{ $rewrite }”
button-shoot-that = 🎬 Shoot that
button-own-words = ✏️ My own words
button-which-rule = Which rule?
note-rule-confession = The rule: nobody real is made to confess to a crime, a fraud or an affair. A film with a face and a voice is believed. It holds for everybody, whoever allows it.
note-rule-medical = The rule: nobody real is made to say that something heals or harms, or what to take. A film with a face and a voice is believed. It holds for everybody, whoever allows it.
note-rule-money = The rule: nobody real is made to promise profit, give investment tips, or ask for money or codes. That is how faked films rob families. It holds for everybody, whoever allows it.
rewrite-self = me
rewrite-nobody = two friends
rewrite-two = { $first } and { $last }
rewrite-three = { $first }, { $second } and { $last }
rewrite-confession-1 = { $who } in court: who ate the last dumpling?
rewrite-confession-2 = { $who } apologising for eating all the ice cream{ $place }
rewrite-confession-3 = { $who } wondering who left the light on{ $place }
rewrite-medical-1 = { $who } on the late news: the kettle is still missing
rewrite-medical-2 = { $who } cooking a soup that nobody dares to taste{ $place }
rewrite-medical-3 = { $who } waiting for the rain to stop{ $place }
rewrite-money-1 = { $who } forgetting the wallet at the noodle shop
rewrite-money-2 = { $who } looking for a lost umbrella{ $place }
rewrite-money-3 = { $who } at an award show: best at finding a parking space
rewrite-limit-1 = { $who } waiting for the rain to stop{ $place }
rewrite-limit-2 = { $who } looking for a lost umbrella{ $place }
rewrite-limit-3 = { $who } waving at the moon{ $place }
