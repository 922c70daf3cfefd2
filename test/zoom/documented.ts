/** What Zoom's reference says of one input. */
export interface Documented {
  type: "string" | "integer" | "boolean";
  enum?: readonly (string | number)[];
  /** The largest number, or the most characters of a text. */
  maximum?: number;
}

/** What Zoom's reference says of a route that the policy admits. */
export interface DocumentedRoute {
  /** The narrowest scope. */
  scope: string;
  query?: Record<string, Documented>;
  body?: Record<string, Documented>;
  /** Inputs that Zoom takes and that the policy leaves out, by the reason. */
  leftOut?: Record<string, readonly string[]>;
}

const TEXT: Documented = { type: "string" };
const FLAG: Documented = { type: "boolean" };
const NUMBER: Documented = { type: "integer" };
const PAGE = { page_size: { type: "integer", maximum: 300 }, next_page_token: TEXT } as const;
const OCCURRENCE = { occurrence_id: TEXT } as const;

const MEETING_BODY: Record<string, Documented> = {
  topic: { type: "string", maximum: 200 },
  // 1 instant, 2 scheduled, 3 and 8 recurring, 10 for sharing a screen alone.
  type: { type: "integer", enum: [1, 2, 3, 8, 10] },
  start_time: TEXT,
  duration: NUMBER,
  timezone: TEXT,
  agenda: { type: "string", maximum: 2000 },
  "settings.join_before_host": FLAG,
  "settings.waiting_room": FLAG,
  "settings.host_video": FLAG,
  "settings.participant_video": FLAG,
  "settings.mute_upon_entry": FLAG,
  "settings.watermark": FLAG,
};

/** Of lists and objects the name alone stands here: nothing below it is admitted. */
const LEFT_OUT_OF_MEETINGS: Record<string, readonly string[]> = {
  "names another person, or mails people": [
    "schedule_for",
    "settings.alternative_hosts",
    "settings.alternative_hosts_email_notification",
    "settings.alternative_host_update_polls",
    "settings.authentication_exception",
    "settings.breakout_room",
    "settings.contact_email",
    "settings.contact_name",
    "settings.email_notification",
    "settings.language_interpretation",
    "settings.meeting_invitees",
    "settings.registrants_confirmation_email",
    "settings.registrants_email_notification",
    "settings.sign_language_interpretation",
  ],
  "a passcode, or the room that is always the user's": ["password", "settings.use_pmi"],
  "records or sums up what people say, or passes it on": [
    "settings.auto_recording",
    "settings.auto_start_ai_companion_questions",
    "settings.auto_start_meeting_summary",
    "settings.continuous_meeting_chat",
    "settings.email_in_attendee_report",
    "settings.summary_template_id",
    "settings.who_can_ask_questions",
    "settings.who_will_receive_summary",
  ],
  "decides who gets in": [
    "settings.approval_type",
    "settings.approved_or_denied_countries_or_regions",
    "settings.authentication_domains",
    "settings.authentication_option",
    "settings.close_registration",
    "settings.encryption_type",
    "settings.internal_meeting",
    "settings.jbh_time",
    "settings.meeting_authentication",
    "settings.private_meeting",
    "settings.registration_type",
    "settings.allow_multiple_devices",
  ],
  "a series, not one meeting": ["recurrence"],
  "of the account or another product, or not needed": [
    "pre_schedule",
    "template_id",
    "tracking_fields",
    "settings.allow_host_control_participant_mute_state",
    "settings.audio",
    "settings.audio_conference_info",
    "settings.calendar_type",
    "settings.cn_meeting",
    "settings.device_testing",
    "settings.disable_participant_video",
    "settings.focus_mode",
    "settings.global_dial_in_countries",
    "settings.host_save_video_order",
    "settings.in_meeting",
    "settings.participant_focused_meeting",
    "settings.question_and_answer",
    "settings.resources",
    "settings.show_share_button",
  ],
};

/** Facts of Zoom's API reference, for every route that this repository's policy admits. */
export const DOCUMENTED: Readonly<Record<string, DocumentedRoute>> = {
  "GET /meetings/{meetingId}": {
    scope: "meeting:read:meeting",
    query: { ...OCCURRENCE, show_previous_occurrences: FLAG },
  },
  "PATCH /meetings/{meetingId}": {
    scope: "meeting:update:meeting",
    query: OCCURRENCE,
    body: MEETING_BODY,
    leftOut: {
      ...LEFT_OUT_OF_MEETINGS,
      "old, or for an existing meeting alone": [
        "settings.authentication_name",
        "settings.custom_keys",
        "settings.enforce_login",
        "settings.enforce_login_domains",
        "settings.global_dial_in_numbers",
      ],
    },
  },
  "GET /meetings/{meetingId}/registrants": {
    scope: "meeting:read:list_registrants",
    query: {
      ...OCCURRENCE,
      status: { type: "string", enum: ["pending", "approved", "denied"] },
      ...PAGE,
      page_number: NUMBER,
    },
  },
  "GET /meetings/{meetingId}/registrants/questions": { scope: "meeting:read:list_registration_questions" },
  "GET /past_meetings/{meetingId}": { scope: "meeting:read:past_meeting" },
  "GET /past_meetings/{meetingId}/participants": {
    scope: "meeting:read:list_past_participants",
    query: PAGE,
  },
  "GET /past_meetings/{meetingId}/polls": { scope: "meeting:read:list_poll_results" },
  "GET /users/me": { scope: "user:read:user" },
  "PATCH /users/me": {
    scope: "user:update:user",
    body: { timezone: TEXT, language: TEXT, job_title: TEXT, company: TEXT, location: TEXT },
    leftOut: {
      "an administrator's: licence, groups, room and host key, or who the user is": [
        "cms_user_id",
        "dept",
        "email",
        "first_name",
        "group_id",
        "host_key",
        "last_name",
        "manager",
        "phone_number",
        "pmi",
        "pronouns",
        "type",
        "use_pmi",
        "vanity_name",
      ],
    },
  },
  "GET /users/me/meetings": {
    scope: "meeting:read:list_meetings",
    query: {
      type: {
        type: "string",
        enum: ["scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"],
      },
      ...PAGE,
      from: TEXT,
      to: TEXT,
      timezone: TEXT,
    },
    leftOut: { "old: next_page_token took its place": ["page_number"] },
  },
  "POST /users/me/meetings": {
    scope: "meeting:write:meeting",
    body: MEETING_BODY,
    leftOut: {
      ...LEFT_OUT_OF_MEETINGS,
      "for a new meeting alone": [
        "default_password",
        "settings.additional_data_center_regions",
        "settings.push_change_to_calendar",
      ],
    },
  },
  "GET /users/me/permissions": { scope: "user:read:list_permissions" },
  "GET /users/me/settings": {
    scope: "user:read:settings",
    leftOut: {
      "answers with another document, one of them with passcodes": ["custom_query_fields", "option"],
    },
  },
  "GET /users/me/upcoming_meetings": { scope: "meeting:read:list_upcoming_meetings" },
};
