def compile_and_sign() -> None:
    pass
