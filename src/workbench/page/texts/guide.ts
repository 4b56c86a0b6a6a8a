/** Texts of the first-run guide. */
export const guide = {
  title: "First steps",
  hide: "Hide the first steps",
  steps: {
    bookings: [
      {
        title: "Look at a trigger",
        text: "Select a trigger, such as When an appointment is created, to see it as a flow maker does.",
      },
      {
        title: "Turn on a flow",
        text: "Fill in the booking page and turn on the flow. It subscribes to the mock service.",
      },
      {
        title: "Book an appointment",
        text: "The booking desk notifies the flow. Follow the call and the run on the timeline.",
      },
    ],
    trigger: [
      {
        title: "Look at a trigger",
        text: "Select a trigger to see its inputs and outputs as a flow maker does.",
      },
      {
        title: "Turn on a flow",
        text: "Fill in what is required and turn on the flow. A mock service answers.",
      },
      { title: "Fire the trigger", text: "Send the flow an event and follow the call and the run." },
    ],
    action: [
      {
        title: "Look at an action",
        text: "Select an action to see its inputs and outputs as a flow maker does.",
      },
      { title: "Try it out", text: "Fill in what is required and run the action. A mock service answers." },
      {
        title: "Read the findings",
        text: "See what would stop an import or a certification, and how to fix it.",
      },
    ],
  },
};
