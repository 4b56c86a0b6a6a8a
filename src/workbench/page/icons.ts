/** The icons the page uses, each from its own file: nothing else of the set is read or sent. */
