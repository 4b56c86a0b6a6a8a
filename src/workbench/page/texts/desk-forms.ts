/** Texts of the forms that change an appointment. */
export const deskForms = {
  edit: "Edit",
  save: "Save changes",
  edited: "The appointment was updated.",
  serviceNotes: "Notes for staff",
  customerNotes: "Customer’s notes",
  leave: "Leave",
  confirmLeave: "Leave the group",
  left: "The customer left. If it was the last one, the appointment is canceled.",
};
