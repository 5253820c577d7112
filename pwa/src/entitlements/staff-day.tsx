export { DayField, Pick } from "../shared/ui/day";
