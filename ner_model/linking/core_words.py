"""What the words of a name come down to: a substance without its salt, a disease without the form of its adjectives."""

_SALTS = frozenset(
    [
        *("acetate", "ammonium", "anhydrous", "besilate", "besylate", "bitartrate", "bromide", "calcium", "chloride"),
        *("citrate", "dihydrate", "dihydrochloride", "disodium", "fumarate", "hbr", "hcl", "hydrate", "hydrobromide"),
        *("hydrochloride", "lactate", "magnesium", "maleate", "meglumine", "mesilate", "mesylate", "monohydrate"),
        *("nitrate", "phosphate", "potassium", "sodium", "succinate", "sulfate", "tartrate", "tosylate", "trihydrate"),
    ]
)
_FORMULAS = {
    "cacl2": ["calcium", "chloride"],
    "cdcl2": ["cadmium", "chloride"],
    "chcl3": ["chloroform"],
    "ccl4": ["carbon", "tetrachloride"],
    "co2": ["carbon", "dioxide"],
    "fecl3": ["ferric", "chloride"],
    "h2o2": ["hydrogen", "peroxide"],
    "hgcl2": ["mercuric", "chloride"],
    "kcl": ["potassium", "chloride"],
    "kcn": ["potassium", "cyanide"],
    "licl": ["lithium", "chloride"],
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
    **dict(prostatic="prostate", pulmonary="lung", renal="kidney", splenic="spleen", testicular="testis"),
    **dict(uterine="uterus", venous="vein", vesical="bladder", visual="vision"),
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
    **dict(elevated="high", elevation="high", increase="high", increased="high", raised="high"),
    **dict(prolongation="long", prolonged="long", qtc="qt"),
    **dict(para="p", meta="m", ortho="o"),
}


def core_words(stems: list[str]) -> list[str]:
    """The stems of a name with acids as their anions, formulas spelt out, adjectives as nouns, and without the salt
    that a substance comes as; the salt stays where nothing else is left.

    >>> core_words(["kainic", "acid"]), core_words(["bupropion", "hcl"]), core_words(["sodium", "chloride"])
    (['kainate'], ['bupropion'], ['sodium', 'chloride'])
    >>> core_words(["renal", "tumor"])
    ['kidney', 'neoplasm']
    """
    words = [part for word in stems for part in _FORMULAS.get(word, [_NOUNS.get(word, word)])]
    if "acid" in words and any(word.endswith("ic") for word in words):
        words = [word[:-2] + "ate" if word.endswith("ic") else word for word in words if word != "acid"]
    return [word for word in words if word not in _SALTS] or words
