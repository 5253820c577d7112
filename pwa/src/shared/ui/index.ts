export { away } from "./away";
export { Button, LinkButton, useBusy } from "./button";
export { Choices, DateField, Field, Tick, isoDate, type DateParts, type Option } from "./forms";
export { Bar, Exit, Screen, TabBar, type Tab, type Title } from "./frame";
export { Icon, Mark, type IconName } from "./icon";
export { Facts, Row, Rows, Section } from "./lists";
export { Chip, Face, Fault, Note, Segs, Stop, Voice, type ChipLook, type StopLook } from "./marks";
export { Sheet } from "./sheet";
export { Blank, Broken, Skeleton } from "./states";
