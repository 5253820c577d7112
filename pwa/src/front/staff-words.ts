import { table } from "../shared/intl";

/** The staff frame. */
export const t = table({
  "skip": "Skip to the page", "main": "Main", "brand": "Onward", "week": "This week", "people": "Young people", "sharing": "Plan sharing", "messages": "Messages", "duty": "Duty", "waiting": "Waiting", "notices": "Settings", "claims": "Claims", "offer": "Our offer", "papers": "Documents at 18", "near": "Help near by", "to rights": "Rights", "to papers": "Documents", "me of": "Your sign-in",
  "title week": "This week – Onward", "title person": "Young person – Onward", "title plan": "Plan – Onward", "title phone": "Phone – Onward", "title sharing": "Plan sharing – Onward", "title messages": "Messages – Onward", "title duty": "Duty – Onward", "title waiting": "Waiting – Onward", "title notices": "Settings – Onward", "title rights": "Rights – Onward", "title claims": "Claims – Onward", "title offer": "Our offer – Onward", "title documents": "Documents – Onward", "title papers": "Documents at 18 – Onward", "title near": "Help near by – Onward", "title open": "Onward", "title me": "You – Onward",
  "duty lead": "What is handed to you, and who covers when you are away.", "duty lead manager": "What is handed to you.", "to messages": "Messages", "to glass": "Open the words with a reason", "spoke message": "{day}, message", "spoke not": "Not yet", "title sign in": "Onward",
  "role adviser": "Personal adviser", "role manager": "Team manager", "role nurse": "Nurse", "role admin": "Administrator", "role auditor": "Auditor", "role overseer": "Senior manager", "role young_person": "", "role ": "",
  "lost": "We can’t find that page", "lost how": "It may have moved, or it isn’t yours to see.", "lost go": "Back to the start",
  "offline": "You’re offline. What you see may be old.", "newer": "A newer Onward is ready.", "newer go": "Use it",
});
