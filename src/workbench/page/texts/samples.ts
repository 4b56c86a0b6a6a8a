/** Texts of events that somebody has saved, to fire them again. */

export const sampleTexts = {
  save: "Save as a sample",
  saveTitle: "Save as a sample",
  about: (trigger: string) => `The event can be fired again from every flow with the trigger “${trigger}”.`,
  title: "Name",
  titleFirst: "Type a name first.",
  replaces: "A sample has this name. It will be replaced.",
  body: "Event, as JSON",
  done: "Save",
  saved: (title: string) =>
    `“${title}” was saved. It is listed when you fire the trigger, and under Scenarios.`,
  list: "Saved events",
  none: "No events are saved. Save one when you fire a trigger, or from a notification or a run.",
  rename: "Rename",
  renamed: (title: string) => `It is now called “${title}”.`,
  renameDone: "Save the name",
  taken: (title: string) => `Another event of this trigger is called “${title}”.`,
  delete: "Delete",
  deleteOne: (title: string) => `Delete ${title}`,
  renameOne: (title: string) => `Rename ${title}`,
  show: (title: string) => `Show ${title}`,
  deleted: (title: string) => `“${title}” was deleted.`,
  ofRun: (time: string) => `Event of ${time}`,
  gone: (operation: string) => `${operation} (the connector has no such trigger any more)`,
};
