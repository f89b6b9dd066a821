"""What the words of a name come down to: a substance without its salt, a disease without the form of its adjectives."""

from collections.abc import Mapping

SALTS = frozenset(
    [
        *("acetate", "ammonium", "anhydrous", "besilate", "besylate", "bitartrate", "bromide", "calcium", "chloride"),
        *("citrate", "dihydrate", "dihydrochloride", "disodium", "fumarate", "hbr", "hcl", "hydrate", "hydrobromide"),
        *("hydrochloride", "lactate", "magnesium", "maleate", "meglumine", "mesilate", "mesylate", "monohydrate"),
        *("nitrate", "phosphate", "potassium", "sodium", "succinate", "sulfate", "tartrate", "tosylate", "trihydrate"),
    ]
)
_SHORT = {
    "ae": ["adverse", "event"],
    "bp": ["blood", "pressure"],
    "cacl2": ["calcium", "chloride"],
    "cdcl2": ["cadmium", "chloride"],
    "chcl3": ["chloroform"],
    "cns": ["central", "nervous", "system"],
    "ccl4": ["carbon", "tetrachloride"],
    "co2": ["carbon", "dioxide"],
    "fecl3": ["ferric", "chloride"],
    "gi": ["gastrointestinal"],
    "h2o2": ["hydrogen", "peroxide"],
    "hgcl2": ["mercuric", "chloride"],
    "icp": ["intracranial", "pressure"],
    "iop": ["intraocular", "pressure"],
    "kcl": ["potassium", "chloride"],
    "kcn": ["potassium", "cyanide"],
    "licl": ["lithium", "chloride"],
    "lv": ["left", "ventricular"],
    "mgso4": ["magnesium", "sulfate"],
    "nacl": ["sodium", "chloride"],
    "nahco3": ["sodium", "bicarbonate"],
    "naoh": ["sodium", "hydroxide"],
    "nh4cl": ["ammonium", "chloride"],
    "zncl2": ["zinc", "chloride"],
}
_NOUNS = {
    **dict(arterial="artery", auditory="hearing", bronchial="bronchus", cardiac="heart", cerebral="brain"),
    **dict(cutaneous="skin", dermal="skin", gastric="stomach", hepatic="liver", intestinal="intestine"),
    **dict(mammary="breast", muscular="muscle", neural="nerve", ocular="eye", ovarian="ovary", pancreatic="pancreas"),
    **dict(prostatic="prostate", pulmonary="lung", renal="kidney", retinal="retina", splenic="spleen"),
    **dict(testicular="testis", uterine="uterus", valvular="valve", venous="vein", vesical="bladder", visual="vision"),
    **dict(cancer="neoplasm", tumor="neoplasm", bleeding="hemorrhage", hemorrhagic="hemorrhage"),
    **dict(allergic="allergy", amnesic="amnesia", anemic="anemia", anginal="angina", anxious="anxiety"),
    **dict(asthmatic="asthma", ataxic="ataxia", autistic="autism", blind="blindness", cataleptic="catalepsy"),
    **dict(cirrhotic="cirrhosis", delirious="delirium", depressed="depression", depressive="depression"),
    **dict(diabetic="diabetes", dyskinetic="dyskinesia", dystonic="dystonia", edematous="edema", epileptic="epilepsy"),
    **dict(febrile="fever", hypertensive="hypertension", hypotensive="hypotension", ischemic="ischemia"),
    **dict(leukemic="leukemia", necrotic="necrosis", neuropathic="neuropathy", nephrotic="nephrosis", obese="obesity"),
    **dict(painful="pain", paralyzed="paralysis", parkinsonian="parkinsonism", psychotic="psychosis"),
    **dict(schizophrenic="schizophrenia", septic="sepsis", thrombotic="thrombosis", uremic="uremia"),
    **dict(cholestatic="cholestasis", convulsive="convulsion", delusional="delusion", eosinophilic="eosinophilia"),
    **dict(hemolytic="hemolysis", myoclonic="myoclonus", necrotizing="necrosis", neutropenic="neutropenia"),
    **dict(arrhythmic="arrhythmia", cognitive="cognition", metabolic="metabolism", neurologic="neurological"),
    **dict(abnormality="disease", disorder="disease", disturbance="disease", syndrome="disease"),
    **dict(anomaly="malformation", damage="injury", impaired="dysfunction", impairment="dysfunction"),
    **dict(decrease="low", decreased="low", reduced="low", reduction="low"),
    **dict(elevated="high", elevation="high", increase="high", increased="high", raised="high", rise="high"),
    **dict(prolongation="long", prolonged="long", qtc="qt"),
    **dict(para="p", meta="m", ortho="o"),
}
_COMBINING = {
    **dict(arthro="joint", cardio="heart", dermato="skin", encephalo="brain", entero="intestine", gastro="stomach"),
    **dict(haemato="hematologic", hemato="hematologic", hepato="liver", myo="muscle", nephro="kidney"),
    **dict(ophthalmo="eye", osteo="bone", oto="ear", pneumo="lung", retino="retina", tubulo="tubular", uro="urinary"),
    **dict(valvulo="valve", vasculo="vascular", vestibulo="vestibular"),
}
_ENDINGS = {
    **dict(toxicity=["toxicity"], toxic=["toxicity"], pathy=["disease"], myopathy=["muscle", "disease"]),
    "necrosis": ["necrosis"],
}
PARTS: Mapping[str, list[str]] = {
    **{adjective: [noun] for adjective, noun in _NOUNS.items()},
    **_SHORT,
    **{start + end: [_COMBINING[start], *_ENDINGS[end]] for start in _COMBINING for end in _ENDINGS},
}
LACK = frozenset(["abnormal", "decline", "deteriorated", "deterioration", "disease", "dysfunction", "loss", "low"])
GENERIC = frozenset(
    [
        *("complication", "defect", "deficit", "disease", "dysfunction", "effect", "event", "injury", "lesion"),
        *("manifestation", "pathology", "problem", "reaction", "symptom", "toxicity"),
    ]
)
SIDE = frozenset(["adverse", "side"])  # effects


def core_words(stems: list[str]) -> list[str]:
    """The stems of a name with acids as their anions, formulas spelt out, adjectives as nouns, compounds taken apart,
    and without the salt that a substance comes as; the salt stays where nothing else is left.

    >>> core_words(["kainic", "acid"]), core_words(["bupropion", "hcl"]), core_words(["sodium", "chloride"])
    (['kainate'], ['bupropion'], ['sodium', 'chloride'])
    >>> core_words(["renal", "tumor"]), core_words(["hepatotoxicity"]), core_words(["elevated", "iop"])
    (['kidney', 'neoplasm'], ['liver', 'toxicity'], ['intraocular', 'hypertension'])
    """
    words = [part for word in stems for part in PARTS.get(word, [word])]
    if "acid" in words and any(word.endswith("ic") for word in words):
        words = [word[:-2] + "ate" if word.endswith("ic") else word for word in words if word != "acid"]
    if "pressure" in words and ("high" in words or "low" in words):
        state = "hypertension" if "high" in words else "hypotension"
        words = [state if word == "pressure" else word for word in words if word not in ("blood", "high", "low")]
    if "function" in words and not LACK.isdisjoint(words):
        words = ["dysfunction" if word == "function" else word for word in words if word not in LACK]
    return [word for word in words if word not in SALTS] or words


def sense_words(core: list[str]) -> list[str]:
    """The core words of a name with one word for all that says no more than that something is ill; none of a name
    without such a word.

    >>> sense_words(["kidney", "toxicity"]), sense_words(["adverse", "heart", "event"]), sense_words(["asthma"])
    (['disease', 'kidney'], ['disease', 'heart'], [])
    """
    if GENERIC.isdisjoint(core):
        return []
    return sorted({"disease" if word in GENERIC else word for word in core if word not in SIDE})
