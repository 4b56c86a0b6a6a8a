import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowItem,
  Tab,
  TabList,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { texts } from "../texts.ts";

export interface TabRowTab<Name extends string> {
  name: Name;
  label: string;
  /** Stands behind the label. */
  badge?: ReactNode;
}

interface Props<Name extends string> {
  tabs: readonly TabRowTab<Name>[];
  selected: Name;
  onSelect(name: Name): void;
  /** What the tabs are parts of. */
  label: string;
  className?: string;
}

/** Tabs in one row: those that do not fit are in a menu at its end; the chosen one is always in the row. */
export function TabRow<Name extends string>(props: Props<Name>) {
  const { tabs, selected, onSelect, label, className = "" } = props;
  return (
    <Overflow minimumVisible={1} padding={0}>
      <div className={`tab-row ${className}`}>
        <TabList
          size="small"
          selectedValue={selected}
          onTabSelect={(_, { value }) => onSelect(value as Name)}
          aria-label={label}
        >
          {tabs.map(({ name, label: words, badge }) => (
            <OverflowItem key={name} id={name} priority={name === selected ? 2 : 1}>
              <Tab value={name}>
                {words}
                {badge}
              </Tab>
            </OverflowItem>
          ))}
        </TabList>
        <More {...props} />
      </div>
    </Overflow>
  );
}

function More<Name extends string>({ tabs, onSelect }: Props<Name>) {
  const { ref, isOverflowing, overflowCount } = useOverflowMenu<HTMLButtonElement>();
  if (!isOverflowing) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton ref={ref} className="tab-row-more" appearance="subtle" size="small">
          {texts.shell.moreTabs(overflowCount)}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {tabs.map((tab) => (
            <Hidden key={tab.name} tab={tab} onSelect={onSelect} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Hidden<Name extends string>({
  tab: { name, label, badge },
  onSelect,
}: {
  tab: TabRowTab<Name>;
  onSelect(name: Name): void;
}) {
  const visible = useIsOverflowItemVisible(name);
  if (visible) return null;
  return (
    <MenuItem onClick={() => onSelect(name)}>
      {label}
      {badge}
    </MenuItem>
  );
}
