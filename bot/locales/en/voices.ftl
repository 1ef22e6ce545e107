# Neural voices: what an operator or a member reads when one does not speak.

error-tool-missing-voice = This voice needs { $library }, and it is not installed: .venv/bin/pip install -e ".[{ $extra }]".
error-model-corrupt-parts = { $count ->
    [one] One part of the voice in { $folder } is
   *[other] { $count } parts of the voice in { $folder } are
 } missing from its files; { $command ->
    [none] name another folder
   *[other] { $command } --verify fetches what has changed anew
 }.
error-voice-broke = The voice { $voice } broke off in the middle of a line; try again, or change the words.
