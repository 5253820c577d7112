import { table, twins } from "../shared/intl";

/** The sentences about the next review, and about having no plan yet: Today says them too. */
const words = {
  "empty": "Your plan isn’t here yet",
  "empty writing": "{name} is writing it up.",
  "empty writing nobody": "Your adviser is writing it up.",
  "empty by": "It should be here by {day}.",
  "empty late": "It was due on {day}. It’s late, and that’s not your fault.",
  "empty not": "{name} will write it with you.",
  "empty not nobody": "An adviser will write it with you.",
  "say sub": "You can agree, or not",
  "review": "Your next plan review",
  "review with": "With {name} at {place}.",
  "review with only": "With {name}.",
  "review at only": "At {place}.",
  "review due": "Your next plan review is due",
  "review due who": "{name} will set a day with you.",
  "review due who nobody": "Your adviser will set a day with you.",
  "review late": "Your plan review is late",
  "review late who": "It was due on {day}. It’s {name}’s job to set a day.",
  "review late who nobody": "It was due on {day}. It’s our job to set a day.",
  "review asked": "You asked for a review",
  "review asked who": "{name} will offer you a day.",
  "review asked who nobody": "Your adviser will offer you a day.",
  "review none": "No review is due right now",
  "coming": "I’ll be there",
  "change it": "Change it",
  "said coming": "You said you’ll be there.",
  "said change": "You asked to change it. {name} will get back to you.",
  "said change nobody": "You asked to change it. Your adviser will get back to you.",
  "waits": "Not sent yet. It goes when you’re back online.",
  "ask this": "Ask about this",
  "ask about": "Ask about this: {words}",
  "ask": "Ask for a review",
  "review fault": "That didn’t send. Try again.",
  "read plan": "Read your plan",
  "read plan sub": "{name} shared it on {day}",
};

export const t = table(words);
export const named = twins(words);
