import { table } from "../shared/intl";

const words = {
  "stuff back": "My stuff",
  "looked": "Who has looked", "looked lead": "Everyone else who opened or changed something of yours.", "looked none": "Nobody has looked yet", "looked none why": "When someone opens your plan, you see it here.", "older": "Show older ones", "loading": "Getting the list",
  "did looked": "Opened your page or your plan", "did saw_in_list": "Saw your name on a list",
  "did began_draft": "Started a new plan with you", "did changed_draft": "Changed the words of a new plan", "did added_action": "Added an action to a new plan", "did changed_action": "Changed an action in a new plan", "did removed_action": "Took an action out of a new plan", "did finished_plan": "Finished writing a plan", "did shared_plan": "Shared your plan with you",
  "did action_started": "Started an action", "did action_done": "Did an action", "did arranged_review": "Set a day for your review", "did held_review": "Wrote down that your review took place", "did noted_new_home": "Wrote down that you moved",
  "did showed_code": "Showed a code to add a phone", "did confirmed_phone": "Said yes to your phone", "did approved_phone": "Said yes to a phone added on a call", "did refused_phone": "Said no to a phone", "did joined_phone": "Added a phone", "did said_not_me": "Said a phone was not theirs", "did phone_out_wrong_pins": "Shut a phone after 10 wrong PINs", "did removed_phone": "Removed a phone", "did froze": "Stopped all your phones", "did unfroze": "Let your phones in again",
  "did read_messages": "Read your messages", "did sent_message": "Sent you a message", "did no_reply_needed": "Said that your message needs no answer",
  "did opened_file": "Opened a file in your messages", "did read_hand_over": "Read a short summary of your messages", "did made_case_note": "Copied messages into your record",
  "did gave_cover": "Asked someone to stand in for a while", "did ended_cover": "Came back, so nobody stands in now",
  "did broke_glass": "Opened your messages as a manager", "did read_under_glass": "Read your messages as a manager", "did closed_glass": "Closed your messages again", "did reviewed_glass": "Checked why a manager read your messages",
  "did did_task": "Dealt with something that had not reached you", "did changed_notices": "Changed what notifications show", "did turned_notices_on": "Turned notifications on", "did turned_notices_off": "Turned notifications off",
  "did wrote_paper": "Wrote down where one of your papers is",
  "did talked_rights": "Wrote down that you talked about what you can get", "did recorded_fact": "Wrote down a fact about you",
  "did saw_claim": "Read what you asked for", "did decided_claim": "Answered what you asked for", "did gave_claim": "Paid or gave what you asked for", "did claim_late": "Told you why something is late", "did opened_claim_file": "Opened a file of something you asked for",
  "did imported": "The council’s records were updated", "council": "Your council",
  "did": "Did something with your record", "why": "Why: {why}", "role when": "{role}, {when}",

  "gets under_16": "You’re in care. Planning for later starts when you’re 16.", "gets looked_after_not_yet_eligible": "You’re in care. Your own plan starts after 13 weeks in care.",
  "gets eligible": "You’re in care and 16 or over. You get an adviser and a plan.", "gets relevant": "You left care at 16 or 17. You get an adviser, a plan and help with your home.",
  "gets former_relevant": "You get an adviser and a plan until you’re 21. After that, until 25 if you want.", "gets former_relevant_21_25": "You can have an adviser and a plan until you’re 25, if you want.",
  "gets qualifying": "You can get advice and some help until you’re 21.", "gets qualifying_21_25": "You can get advice and some help until you’re 25.",
  "gets none": "We found nothing that gives you this help. Ask your adviser to check.", "gets over_25": "This help ended when you turned 25. You can still ask.",

  "status": "What you get, and why", "status since": "Since {day}", "status next": "Next change: {day}", "status why": "Why", "status law": "The law", "status wrong": "Think this is wrong? Tell your adviser. They can check it with you.", "status loading": "Getting it",
};

export const t = table(words);

/** What a legal status means for them. One without words of its own says what the server says. */
export const getsWords = (category: string, said: string): string => `gets ${category}` in words ? t(`gets ${category}` as keyof typeof words) : said;

/** What an entry of the ledger means. A new kind of entry still shows, in general words. */
export const didWords = (code: string): string => `did ${code}` in words ? t(`did ${code}` as keyof typeof words) : t("did");
