import { table } from "../shared/intl";

/** Notifications: what may show, when, and whether they come. */
export const t = table({
  "stuff back": "My stuff", "notices": "Notifications", "lead": "Choose what other people could see on your phone.", "loading": "Getting your choices",
  "looks": "How it looks on your lock screen: Onward. {words}", "looks empty": "How it looks on your lock screen: nothing from Onward.", "app": "Onward", "now": "now",
  "something": "You have something new.", "from name": "New message from {name}.", "what shows": "What shows",
  "private": "Private", "private sub": "“You have something new.” No names.", "first_names": "First names", "first_names sub": "“New message from {name}.” Never the words.", "first_names sub nobody": "First names only. Never the words.", "none": "None", "none sub": "You check the app when you want to.",

  "off": "Notifications are off on this phone.", "turn on": "Turn them on", "turn on how": "Your phone asks first. You can say no.", "no_answer": "Your phone didn’t answer. Try again later.", "turn off": "Turn off on this phone", "is off": "They’re off on this phone now.", "is on": "They’re on. Send a test to be sure.",
  "refused": "This phone says no to notifications from Onward.", "refused how": "Open your phone’s settings. Tap Apps, then your browser, then Notifications.", "refused app": "Open your phone’s settings. Tap Notifications, then Onward.",
  "shared": "Other people use this phone, so none come to it.", "shared how": "What you choose here is for your own phones.", "install": "Put Onward on your home screen first. Then they can come.", "install how": "Show me how", "unsupported": "This browser can’t show notifications. Messages still wait for you here.",

  "tell": "Tell me about", "messages": "Messages", "messages sub": "As they come", "plan": "Plan and review", "plan sub": "A week before, and the day before",
  "quiet": "Quiet at night", "quiet sub": "{from} to {until}", "quiet off": "They can come at any time", "change times": "Change the times", "quiet from": "Quiet from", "quiet until": "Until", "save times": "Save the times", "same": "Pick two different times.",
  "not saved": "That didn’t save. Try again.", "not saved away": "You’re offline. That didn’t save.", "saved": "Saved.",

  "texts": "Text messages", "text": "Text me when the app can’t", "text ends": "To your number that ends in {ends}", "text says": "It says: “You have something new. Open your app.”", "number": "Your mobile number", "number hint": "We use it for nothing else.", "save number": "Save my number", "number wrong": "That’s not a mobile number. It starts with 07.",

  "test": "Send me a test", "test sent": "Sent. It can take a minute.", "test ask": "Did you get it?", "yes": "Yes", "no": "No", "test good": "Good. They work on your phone.", "test nowhere": "There’s no phone to send it to. Turn them on first.", "test none": "You chose None, so no test comes. Choose Private to try it.", "test fault": "That didn’t work. Try again.", "test wait": "Wait half a minute, then try again.", "test away": "You’re offline. Try again when you have signal.",
  "check": "Check these, then try again", "check signal": "Is your phone online?", "check silent": "Is Do Not Disturb on? Look at the top of your screen.", "check allowed": "Open your phone’s settings. Let your browser or Onward show notifications.", "check saving": "Is battery saving on? Turn it off for a bit.", "again": "Turn off and on again", "again done": "Done. Send another test.", "check still": "Still nothing? Every message waits for you here.",
  "adviser sees": "Your adviser can see if notifications reach you. Nothing else.",
});

/** Putting Onward on the home screen of an iPhone or iPad. */
export const install = table({
  "title": "Put Onward on your home screen", "lead": "On an iPhone or iPad, notifications only come that way.", "back": "Notifications",
  "share": "Tap Share", "share how": "It’s the square with an arrow, at the bottom or top.", "add": "Tap Add to Home Screen", "add how": "Scroll down if you can’t see it. Then tap Add.", "tap": "Open it from there", "tap how": "Look for the green picture called Onward.",
  "share picture": "A phone with the Share sign marked at the bottom.", "add picture": "A list with Add to Home Screen marked.", "tap picture": "A home screen with the Onward picture marked.",
  "add to home": "Add to Home Screen", "then": "It may ask who you are again. A code from your adviser works, or your fingerprint or face.", "then on": "Then go to My stuff and turn notifications on.", "sees": "The picture and its name say nothing about you.",
  "not here": "You don’t need this here", "not here how": "This is only for iPhones and iPads that don’t have it yet.", "not here shared": "Other people use this phone, so none come to it.", "done": "It’s on your home screen", "done how": "You can turn notifications on now.", "to notices": "Go to Notifications",
});

/** A tapped notification on its way. */
export const opening = table({ "opening": "Opening" });
