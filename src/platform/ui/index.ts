export { brandCss, contrastRatio } from "./brand.ts";
export { BarChart, type ChartProps, NameChart, type Series } from "./chart.tsx";
export {
  type Column,
  CopyCode,
  DueDate,
  type DueState,
  dueState,
  Facts,
  Pager,
  Progress,
  type Row,
  Table,
  Tabs,
  Timeline,
} from "./data.tsx";
export {
  Actions,
  Checkbox,
  Checkboxes,
  type Choice,
  DateField,
  ErrorSummary,
  errorOf,
  type FieldProps,
  Fieldset,
  FileField,
  Form,
  fieldId,
  type Help,
  type Mistakes,
  QrScan,
  Radios,
  SearchForm,
  Select,
  SubmitButton,
  TextArea,
  TextField,
  type Width,
} from "./form.tsx";
export { Icon, type IconName, iconNames } from "./icon.tsx";
export { kept } from "./kept.ts";
export { Card, Cluster, type Gap, Grid, LinkRows, Prose, Section, Sidebar, Stack, VisuallyHidden } from "./layout.tsx";
export { ButtonLink, type ButtonVariant, isSafeHref, Link, type LinkProps } from "./link.tsx";
export {
  type DeskNavItem,
  DeskPage,
  ErrorPage,
  PortalPage,
  renderDocument,
  SessionEndedPage,
  WhatWasTyped,
} from "./page.tsx";
export { Alert, Badge, CodeBlock, EmailAddress, Empty, Heading, type Tone } from "./text.tsx";
export type { Brand, ViewContext } from "./view.ts";
