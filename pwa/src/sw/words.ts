/** What a push says whose own words cannot be read. */
export const words = { "something": "You have something new." };
