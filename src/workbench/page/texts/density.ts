/** Texts of the choice between compact and comfortable lists. */
export const density = {
  label: "List density",
  compact: "Compact list",
  comfortable: "Comfortable list",
};
