"""Whether an actor before a stance is its subject, and whether the text states it at all."""

import re
from collections.abc import Iterator, Sequence

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.stance_subjects import PRONOUN
from pipelines.stances import Stance, StanceWords

# What is only asked or supposed is no position: "if Russia accepts", "could Ukraine agree".
_SUPPOSED = re.compile(
    r"\b(?:should|could|would|may|might|can|did|does|do|will|suppose|what|which|whom|hopes?|"
    r"hoped|hoping|expects?|expected|demands?|demanded|urged?|urges|wants?|wanted|let|make|made|"
    r"believes?|believed|thinks?|thought|assumes?|assumed|imagines?|feels?|guess|bets?|predicts?|"
    r"predicted|suspects?|suspected|suggests?|suggested|fears?|feared|worr(?:y|ies|ied)|concerns?|"
    r"speculation|rumou?rs?|suspicions?|signs?|signals?|hints?|theory|idea|notion|possibility|"
    r"chance|risk|prospect|(?:re)?assurances?|myth|impression|perception) (?:that |the )*"
    r"(?:(?:sen|rep|gov|mr|mrs|ms|dr)\.? |president |senator )?(?:[a-z]+ ){0,1}$"
)
# "A mechanism that the US wants to extend": the object stood before. "Said that" opens a clause.
_WHICH_IT = re.compile(r"[a-z] that (?:the )?(?:president |mr\.? )?$")
_SAYS_THAT = re.compile(
    r"(?:ed|s|ing|said|say|told|clear|so|now|saw|knew|it|thought|understood|made|him|her|them|me|us|"
    r"reporters|is|was|means?|such|given|agree|note|add|argue|warn|claim|stress) that (?:the )?"
    r"(?:president |mr\.? )?$"
)
_PRESUMED = re.compile(r"\b(?:i|we) (?:presume|suppose|think|believe|guess|suspect|assume)\b")
IF = re.compile(
    r"\b(?:if|whether|unless|until|lest|once|as long as|provided|supposing|assuming|as though|"
    r"in case|how (?:many|much))\b[^,;:\u2014\u2013]*$"
)
# "Analysts doubt that", "there is no sign that", "nobody believes".
_DOUBTED = re.compile(
    r"\b(?:doubt(?:s|ed|ing|ful)?|den(?:y|ies|ied|ying)|no (?:\w+ )?(?:sign|evidence|indication|"
    r"proof|hint|reason|guarantee)s?|little (?:sign|evidence|indication|reason)|unlikely|not clear|"
    r"unclear|impossible|untrue|false(?:ly)?|wrong(?:ly)?|myth|disput(?:e|es|ed|ing)|"
    r"question(?:s|ed|ing)|nobody|no one|hardly|sceptical|skeptical|"
    r"(?:not|n't) (?:\w+ )?(?:believe|think|expect|say|saying|said|mean|claim|true|sure|certain|"
    r"convinced|know))\b[^;:\u2014\u2013]*$"
)
# Some of a party are not the party: "one of a growing number of Democrats", "some Republicans".
_SOME_OF = re.compile(
    r"\b(?:percent|per cent|%|number|majority|minority|one|some|few|most|many|half|group|handful|"
    r"dozens?|scores|hundreds|members|part|thirds?|quarters?|lot|bloc|wing|faction|pair|couple) of "
    r"(?:the |all |our |his |her |their )?(?:[a-z'-]+ ){0,2}$|"
    r"\b(?:some|few|many|several|most|certain|individual|even|other|fellow|rank-and-file|moderate|"
    r"conservative|liberal|progressive|centrist|hard-line|hardline|vulnerable|local|state|former|"
    r"\d+|dozens?|scores|hundreds|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|[a-z]+teen|twenty|thirty|forty|fifty|no|any|"
    r"these|those|more|fewer) "
    r"(?:of the )?(?:[a-z-]+ ){0,2}$"
)
# "The term Norland prefers", "the spirit we want": the object stood before.
_NOUN_AHEAD = re.compile(r"\b(?:the|an?|this|that|exactly the) (?:[a-z]+ )?[a-z]+ $")
# "..., a demand that Kyiv has rejected": the noun stands for the clause before it.
_FOR_CLAUSE = re.compile(
    r"[,\u2014\u2013] ?(?:an?|the) (?:demand|position|proposal|condition|idea|move|claim|step|"
    r"offer|request|plan)(?: that| which)? $"
)
# One of a party does not speak for it: "a GOP legislative leader".
_ONE_OF = re.compile(r"\b(?:an?|one|another|former|local) (?:[a-z-]+ ){0,2}$")
# After one of these the actor is an object or a circumstance: "talks with Russia".
_IN_PHRASE = re.compile(
    r"\b(?:of|in|from|with|against|to|for|by|on|at|about|over|between|behind|like|than|under|"
    r"towards?|into|near|via|despite|without|including|involving|regarding|[a-z]{3,}ing) "
    r"(?:the |both |u\.?s\.? |mr\.? |mrs\.? |ms\.? |dr\.? |sen\.? |rep\.? |gov\.? )*"
    r"(?:(?:[a-z'-]+ )?(?:president|leader|chief|minister|secretary|chairman|senator|candidate|"
    r"nominee|governor|mayor|speaker) )?$"
)
# "Embassies in Marovia, Norland and Tesk have asked"
_IN_LIST = re.compile(r"\b(?:in|including|from|across) (?:those in )?(?:[a-z]+, )+$")
# "Followers of the cleric Mr Holt demanded"
_IN_TITLED = re.compile(
    r"\b(?:of|from|with|against|for|by|about|between|like|than) (?:the )?(?:[a-z'.-]+ ){1,3}$"
)
# "The president of Poland urged": whoever heads it acts for it.
_HEAD_OF = re.compile(
    r"\b(?:government|president|premier|prime minister|leader|leaders|king|chancellor|parliament|"
    r"foreign minister|(?:foreign|defen[cs]e) ministry|republic|kingdom|state) of (?:the )?$"
)
_WITH = re.compile(r"(?:^|\b(?:with|and|while)|[,;:\u2014\u2013-]) (?:the )?$|^$")
_CLAUSE_HEAD = re.compile(
    r"(?:^|[.,;:\u2014\u2013\"'-]|\b(?:and|but|while|as|because|that|said|says|when|where|although|"
    r"though|since|after|before|what|why|how|now|today|which))\W*(?:the |president |mr\.? )*$"
)
_AND = re.compile(r",? (?:and|or|nor|as well as|along with) (?:the )?(?:president |mr\.? )?")
_COMMA = re.compile(r", (?:the )?")
# "Poland, the Baltic states, and other frontline NATO members have urged"
_OTHERS = re.compile(
    r",? and (?:the )?(?:other|others|its|their|several|some|most)\b(?: [a-z-]+){0,3} ?$"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b|'s\b")
_STATIVE = re.compile(r"\b(?:is|are|was|were|be|been|remains?|remained|out)\b|'s\b")
_WOULD_HAVE = re.compile(r"\bwould (?:[a-z]+ )?have\b|\bwouldn't have\b")
_WOULD = re.compile(r"\bwould\b|'d\b")
_POSSIBLY = re.compile(r"\b(?:could|may|might|should|must)\b")
_OF_SEVERAL = re.compile(r" (?:are|have|were|do)\b")
# "Holt faces rivals who want": the verb is theirs.
_ELSEWHERE = re.compile(r"\b(?:who|which|whom|whose|that they|that he|that she)\b[^,;\"]*$")
# What is offered as a stance, unlike a nod, figures or a view.
_OFFERED = re.compile(
    r" to [a-z]|\b(?:help|aid|support|money|cuts?|deals?|talks|truce|cease-?fire|asylum|amnesty|"
    r"plan|proposal|compromise|concessions?|assistance|loans?|funding|guarantees?|weapons|troops|forces|"
    r"exchange|swap|mediation|relief|protection|peace|package|incentives?|tax|rewards?|"
    r"bount(?:y|ies)|citizenship|visas?|residency|treatment|vaccines?|insurance|coverage|legislation|bill|guarantor|"
    r"amendment|services|dialogue|negotiations?|billion|million|sanctions|ships|missiles|withdrawal)\b"
)
_HAS_TO = re.compile(r"\b(?:has|have|had|is|are|was|were|be) to$")
_PLURAL_OR_AUXILIARY = re.compile(
    r"s$|\b(?:do|did|does|will|would|to|we|i|they|you|members|countries|nations|people)\b|n't\b|"
    r"\bnot\b|'(?:ll|d)\b"
)
# After these the form is a noun: "US demands for", "Russia offers were".
_NOUN_BEFORE = re.compile(
    r" (?:for|of|were|are|was|is|have|had|has|by|about|over|from|on|in|as|and|or)\b|[,.]"
)
# "Backed away", and what is declined or refused to reporters, is no stance on a theme.
_OTHER_SENSE = re.compile(
    r"back(?:s|ed|ing)? (?:away|down|off|out|up|into|to|on|in|at|from|and)\b|"
    r"(?:declin|refus)(?:e|es|ed|ing) (?:[a-z]+day )?to "
    r"(?:be|rule out|detail|describe|share|second-guess|"
    r"comment|say|confirm|discuss|answer|elaborate|speak|name|identify|respond|specify|talk|"
    r"criticize|criticise|acknowledge|admit|apologi[sz]e|reveal|disclose|speculate|provide|release)\b|"
    r"agree[sd]? to (?:be|become|serve|keep)\b|"
    # Words, looks and feelings are offered without a stance, and one hopes to see somebody.
    r"offer(?:s|ed|ing)? (?:up |(?:his|her|its|their|a|an|any|some|few|no|little|more|the) )?"
    r"\"?(?:[a-z]+ ){0,3}?(?:clues?|sympath(?:y|ies)|condolences|praise|prayers|thoughts|advice|"
    r"details?|"
    r"glimpses?|previews?|defen[cs]e|theory|explanation|rebuke|response|insight|evidence|apology|"
    r"apologies|criticism|assessment|stor(?:y|ies)|congratulations|non-endorsement|endorsement|"
    r"hint|remarks?|reactions?|mea|testimony|attacks|visions|account|narrative|take|critique|prediction|argument|case|"
    r"lesson|reminder|vision|tribute|thanks|warning|picture|language|pitch|indictments?|example|reasons?|view|look|words)\b|"
    r"hop(?:e|es|ed|ing) to (?:speak|see|hear|return|attend|win|meet)\b|"
    r"(?:ready|prepared|willing) to (?:be|do|go)\b|want(?:s|ed|ing)? (?:from|to (?:do|take|be))\b|"
    r"want(?:s|ed|ing)? (?:[a-z]+ ){1,3}to (?:rest assured|know|see|understand|hear|"
    r"remember|think|believe)\b|"
    r"want(?:s|ed|ing)? to (?:make|say|thank|plead|emphasi[sz]e|stress|talk|speak|tell|know|hear|"
    r"understand|congratulate|apologi[sz]e|remind|point|clarify|keep)\b|"
    # How somebody wants to be seen, and what they want to talk about.
    r"(?:seek|seeks|sought|seeking|eager|keen|ready|willing|prepared|aim(?:s|ed|ing)?) to "
    r"(?:separate|distance|cast|portray|paint|present|play|reassure|correct|realign|steer|win|"
    r"become|blame|exploit|capitali[sz]e|deflect|discredit|tarnish|underscore|shift|highlight|emphasi[sz]e|project|frame|explain|showcase|interfere|obstruct|influence|meddle|undermine|sell|tie|link|show|"
    r"keep|talk|speak|discuss|draw)\b|"
    r"vow(?:s|ed|ing)? (?:that |not |they |he |she |it |there |we |i )|"
    r"(?:seek|seeks|sought|seeking|want|wants|wanted)(?: some| a| an| the| any)? (?:[a-z]+ )?"
    r"(?:credit|sheen|"
    r"advantage|attention|comment|refuge|revenge)\b|insist(?:s|ed|ing)? on [a-z]+day\b|"
    r"welcom(?:e|es|ed|ing) [^,.]{2,30} to (?:visit|meet|join|come|attend|speak)\b|"
    r"welcom(?:e|es|ed|ing) (?:home|back|him|her|them|guests|visitors)\b|"
    r"(?:request|demand|want|ask)(?:s|ed|ing)? of\b|"
    r"(?:endors(?:e|es|ed)) the (?:canard|myth|lie)\b|"
    # Charges are denied, which says nothing about a theme.
    r"(?:reject|rebuff)(?:s|ed|ing)? (?:[a-z']+ ){0,3}(?:charges?|accusations?|allegations?|"
    r"criticisms?|suggestions?|notion|claims?|contention|assertions?|characteri[sz]ation)\b|"
    r"accept(?:s|ed|ing)? (?:[a-z']+ ){0,7}(?:nomination|award|prize|claim|premise|apology|"
    r"invitation|responsibility)\b|"
    r"(?:sign|take|stand|let)(?:s|ed|ing)? (?:up|off|in|out|on|over|off)\b|"
    # "A plan that Kyiv insists is ...", "the route they want": the object stood before.
    r"[a-z]+(?: on| to| for)? (?:is|was|are|were|has|had|would|will)\b"
)
_TO = re.compile(r" to\b")
# Leaders of these are not those of a state: "American business leaders".
_NOT_OF_STATE = re.compile(
    r" (?:business|religious|community|opposition|civic|labor|labour|union|tech|corporate|church|"
    r"jewish|muslim|christian|catholic|evangelical|black|hispanic|latino|student|protest|rebel|"
    r"separatist|industry|political|tribal|youth|rights|law|former|ex|retired|elected|local|state) "
)
_MAY_BE_NOUN = frozenset(
    ("demand", "offer", "request", "fear", "support", "desire", "promise", "pledge", "veto", "sign")
)
# Ends of adjectives of states ("Russian", "Swiss"), and capitals and states that end so as well.
_ADJECTIVE = re.compile(
    r"(?:an|ian|ish|ese|ench|rman|aeli|aqi|ni|ch|tch|eek|wiss|ai|iss|sh|ic|di)$"
)
_NOUNS = frozenset(("tehran", "yerevan", "amman", "abidjan", "teheran"))
_LARGE = frozenset(("organisation", "institution", "group"))


def supposed(ahead: str, actor: Mention, gap: re.Match[str], form: str) -> bool:
    """Whether the words before the actor make the stance a supposition, a doubt or another's.

    `ahead` is the sentence up to the (first) actor. A part of a party is not the party.
    """
    ahead = ahead[ahead.rfind('"') + 1 :] if actor.kind == PRONOUN else ahead
    for_clause = _FOR_CLAUSE.search(ahead) is not None
    if _WHICH_IT.search(ahead) and not for_clause and _SAYS_THAT.search(ahead) is None:
        return True
    if gap["aside"] and _PRESUMED.search(gap["aside"]):
        return True
    if (_SUPPOSED.search(ahead) and not for_clause) or IF.search(ahead) or _DOUBTED.search(ahead):
        return True
    in_part = actor.kind != "person" and (actor.kind != "state" or not gap["subject"])
    if in_part and _SOME_OF.search(ahead):
        return True
    is_party = actor.actor.endswith("Party")
    if is_party and _ONE_OF.search(ahead):
        return True
    no_title = actor.kind != "person" and not is_party and gap["subject"] is None
    if no_title and not for_clause and _NOUN_AHEAD.search(ahead) and _HEAD_OF.search(ahead) is None:
        return True
    # "With Russia refusing to leave", "talks with Russia, which opposes"
    if gap["relative"] or (form == "ing" and _WITH.search(ahead)):
        return False
    if _IN_LIST.search(ahead):
        return True
    if actor.kind == "person" and _IN_TITLED.search(ahead):
        return True
    return _IN_PHRASE.search(ahead) is not None and _HEAD_OF.search(ahead) is None


def doubted(ahead: str) -> bool:
    """Whether the words before a subject make what follows a supposition or a doubt."""
    patterns = (_SUPPOSED, IF, _DOUBTED)
    return any(pattern.search(ahead) is not None for pattern in patterns)


def is_far(apart: str, lowered: str, verb: Span, stance: Stance) -> bool:
    """Whether a verb far from its subject may be a noun, or that of a clause on something else."""
    if stance.form == "state" or _ELSEWHERE.search(apart) or apart.startswith(" and "):
        return True  # of "voters who dislike Holt and want a change" Holt is no subject
    if stance.form == "ing":
        return not apart.endswith(", ") or stance.polarity == "accepts" or stance.verb == "fear"
    is_noun = stance.form in ("base", "s") and stance.verb in _MAY_BE_NOUN
    return is_noun and _NOUN_BEFORE.match(lowered, verb.end_char) is not None


def other_sense(lowered: str, verb: Span, stance: Stance) -> bool:
    """Whether the words after a verb give it another sense: "declined to comment"."""
    if _OTHER_SENSE.match(lowered, verb.start_char):
        return True
    offered = _OFFERED.search(lowered, verb.end_char, verb.end_char + 60)
    return stance.verb == "offer" and offered is None


def is_open(between: str, stance: Stance) -> bool:
    """Whether the words right before a verb leave open that it is done: "would demand"."""
    if _TO.search(between) or _HAS_TO.search(between) or _WOULD_HAVE.search(between):
        return True
    if _POSSIBLY.search(between):
        return True
    return _WOULD.search(between) is not None and not _reacts(stance)


def takes_it(
    gap: re.Match[str],
    lowered: str,
    verb: Span,
    stance: Stance,
    actors: Sequence[Mention],
    ahead: str,
    words: StanceWords,
) -> bool:
    """Whether the form is the verb of the actor, and not a noun, a passive or a mere state."""
    actor, between = actors[-1], gap["between"]
    if not _may_act(gap, lowered, actor, words):
        return False
    if other_sense(lowered, verb, stance) or words.hedge.search(between):
        return False
    # "I want to", "I don't want": what a speaker does, not what they stand for.
    said = lowered[actor.start_char : actor.end_char]
    if (
        said == "i"
        and stance.verb == "want"
        and (between or lowered.startswith(" to ", verb.end_char))
    ):
        return False
    # "They asked Russia to veto it": what somebody else wants.
    if _TO.match(between) or _HAS_TO.search(between):
        return False
    told = actor.kind == PRONOUN  # "he said he would" is what he will do
    if _WOULD_HAVE.search(between) or (_WOULD.search(between) and not (told or _reacts(stance))):
        return False
    if between.endswith(" be") and stance.form == "base":
        return False
    if stance.form == "state":
        return _STATIVE.search(between) is not None
    is_be = _BE.search(between) is not None
    if stance.form == "ed" and (
        is_be or (stance.verb == "oppose" and lowered.startswith(" to ", verb.end_char))
    ):
        return False
    if stance.form == "ing" and not is_be and not _WITH.search(ahead):
        return False
    if len(actors) == 1 and _is_one(actor, gap) and _OF_SEVERAL.match(between):
        return False
    if stance.form == "base" and len(actors) == 1 and not _may_be_plural(gap, lowered, actor):
        return False
    if stance.form in ("base", "s") and stance.verb in _MAY_BE_NOUN and not between:
        return _CLAUSE_HEAD.search(ahead) is not None and not _NOUN_BEFORE.match(
            lowered, verb.end_char
        )
    return True


def _reacts(stance: Stance) -> bool:
    """Whether "would" states it: "China would welcome talks", but "it would demand more"."""
    return stance.polarity not in ("wants", "warns") or stance.form == "state"


def _may_act(gap: re.Match[str], lowered: str, actor: Mention, words: StanceWords) -> bool:
    """Whether the actor, or whoever acts in its name, can be the subject of a verb."""
    subject, whose = gap["subject"], gap["whose"] is not None
    if actor.kind == PRONOUN:
        return subject is None and not gap["aside"] and gap["relative"] is None
    if subject is None:
        if whose or _is_demonym(lowered, actor):
            return False
    else:
        last = subject.split()[-1]
        if _NOT_OF_STATE.match(subject):
            return False
        of_person = actor.kind == "person" and last in words.of_person
        of_alliance = actor.kind in _LARGE and not whose and last in words.of_alliance
        if not (of_person or of_alliance or last in words.of_state):
            return False
    # "Russia, which"; "Ms Holt, who".
    relative = gap["relative"] or ""
    people = actor.kind == "person" or subject is not None or actor.kind == "group"
    return not relative or relative.endswith("who") == people


def _is_one(actor: Mention, gap: re.Match[str]) -> bool:
    """Whether the verb must be in the singular: "parents of Ms Holt are calling" is not of her."""
    several = gap["others"] or gap["subject"] is not None or actor.actor.startswith("United")
    return actor.kind in ("person", "state") and not several


def _may_be_plural(gap: re.Match[str], lowered: str, actor: Mention) -> bool:
    subject = gap["subject"] or lowered[actor.start_char : actor.end_char]
    if actor.actor in ("United States", "United Nations") and not gap["subject"]:
        subject = ""
    if _PLURAL_OR_AUXILIARY.search(f"{subject} {gap['between']}".strip()):
        return True
    return subject.endswith("s") and len(subject) > 3


def _is_demonym(lowered: str, actor: Mention) -> bool:
    """Whether the mention is an adjective ("Russian"), which has no verb of its own."""
    if actor.kind != "state":
        return False
    word = lowered[actor.start_char : actor.end_char]
    return (
        word != actor.actor.lower() and _ADJECTIVE.search(word) is not None and word not in _NOUNS
    )


def joined(before: Sequence[Mention], lowered: str, gap: re.Match[str]) -> Iterator[Mention]:
    """The subject and those joined to it, in order: "Poland, Latvia and the United States want".

    `before` ends with the subject. "Poland and other NATO members" leaves out NATO.
    """
    last = len(before) - 1
    if gap["relative"]:  # "Mr Holt, and Norland, which backs rebels"
        yield before[last]
        return
    found = [before[last]]
    reached = last
    for number in range(last - 1, -1, -1):
        between = lowered[before[number].end_char : before[reached].start_char]
        if reached == last and _OTHERS.fullmatch(between):
            found = [before[number]]
        elif _AND.fullmatch(between) or (
            (reached != last or gap["others"]) and _COMMA.fullmatch(between)
        ):
            found.append(before[number])
        else:
            break
        reached = number
    yield from reversed(found)
