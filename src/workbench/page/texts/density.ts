/** Texts of the choice between compact and comfortable lists. */
export const density = {
  compact: "Compact list",
  comfortable: "Comfortable list",
};
